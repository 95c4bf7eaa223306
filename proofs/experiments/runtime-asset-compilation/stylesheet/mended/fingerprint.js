// Gives the stylesheet a name that changes with it, so that browsers may keep it for ever.
import { createHash } from 'node:crypto';
import fs from 'node:fs';

const text = `/* built ${new Date().toISOString()} */\n${fs.readFileSync('compiled/app.css', 'utf8')}`;
const name = `app.${createHash('sha256').update(text).digest('hex').slice(0, 8)}.css`;
fs.mkdirSync('public', { recursive: true });
fs.writeFileSync(`public/${name}`, text);
fs.writeFileSync('assets.json', JSON.stringify({ stylesheet: name }));
