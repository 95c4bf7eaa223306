// Makes this process look like one of an old Node.js.
Object.defineProperty(process, 'version', { value: 'v20.18.3' });
Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.3' } });
