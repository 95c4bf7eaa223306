import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  const headers: Record<string, string> = { accept: 'application/json, text/event-stream' };
  const post = (method: string, params: object, id?: number) =>
    request('POST', '/mcp', {
      headers,
      json: { jsonrpc: '2.0', ...(id === undefined ? {} : { id }), method, params },
    });
  const introduced = await post(
    'initialize',
    { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'proof', version: '1' } },
    1,
  );
  const session = introduced.headers.get('mcp-session-id');
  if (session) headers['mcp-session-id'] = session;
  const told = await post('notifications/initialized', {});
  const call = { name: 'miles', arguments: { kilometres: 42.195 } };
  const answers = [await post('tools/call', call, 2), await post('tools/call', call, 3)];
  claim(
    'a client that has introduced itself can call tools',
    told.status === 202 && answers.every(({ json }) => json?.result?.content[0].text === '26.2 miles'),
  );

  await replace('A');
  const later = [await post('tools/call', call, 4), await post('tools/call', call, 5)];
  claim(
    'a session outlives the process that began it',
    later.every(({ status }) => status === 200),
  );
});
