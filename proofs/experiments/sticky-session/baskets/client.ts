import { io } from 'socket.io-client';
import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ address, client, claim, replace, balancer, say, until }) => {
  const ann = client();
  await ann.request('POST', '/baskets/ann', { json: { item: 'tea' } });
  await ann.request('POST', '/baskets/ann', { json: { item: 'milk' } });
  const full = await ann.request('GET', '/baskets/ann');
  claim('a basket is there as long as both processes are', full.text === '["tea","milk"]');

  await replace('A');
  const later = await ann.request('GET', '/baskets/ann');
  claim('a basket outlives the process that it was filled at', later.text === '["tea","milk"]');

  const { json } = await client().request('GET', '/settings');
  const connects = async (): Promise<boolean> => {
    const socket = io(address, { transports: json.transports, reconnection: false, forceNew: true });
    let closed = false;
    socket.io.on('close', () => {
      closed = true;
    });
    socket.on('connect_error', () => {
      closed = true;
    });
    await until('the client is connected or refused', () => socket.connected || closed);
    const { connected } = socket;
    socket.disconnect();
    say(`a client of socket.io (${json.transports.join(', ')})  ->  ${connected ? 'connected' : 'refused'}`);
    return connected;
  };
  balancer.setSticky(false);
  say('(requests are dealt out in turn from here on)');
  claim('a client connects when the affinity is switched off', await connects());
});
