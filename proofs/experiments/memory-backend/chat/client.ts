import { io, type Socket } from 'socket.io-client';
import { clientScript } from '../../../harness/experiment.ts';

/** How long a message may take to the other client, in milliseconds. */
const patience = 2_000;

export default clientScript(async ({ address, balancer, claim, replace, say, until }) => {
  const homes: string[] = [];
  balancer.onHandedOver((process) => homes.push(process));
  const sockets: Socket[] = [];
  const join = async (name: string) => {
    const socket = io(address, { transports: ['websocket'], forceNew: true, reconnection: false });
    sockets.push(socket);
    const heard: string[] = [];
    socket.on('said', (text: string) => heard.push(text));
    await until(`${name} is connected`, () => socket.connected);
    say(`${name} connects  ->  ${homes.at(-1)}`);
    return { name, socket, heard };
  };
  const hears = async ({ name, heard }: Awaited<ReturnType<typeof join>>, text: string) => {
    const has = await until(`${name} hears it`, () => heard.includes(text), patience).catch(() => false);
    say(has ? `  ${name} hears it` : `  ${name} does not hear it within ${patience / 1000} s`);
    return has;
  };
  try {
    const ann = await join('Ann');
    const bob = await join('Bob');
    ann.socket.emit('say', 'hello');
    say('Ann says "hello"');
    const both = [await hears(ann, 'hello'), await hears(bob, 'hello')];
    claim('everybody hears what Ann says', !both.includes(false));

    balancer.startWith(await replace('A'));
    const cleo = await join('Cleo');
    bob.socket.emit('say', 'where is Ann?');
    say('Bob says "where is Ann?"');
    const left = [await hears(bob, 'where is Ann?'), await hears(cleo, 'where is Ann?')];
    claim('everybody hears what Bob says after a process was killed', !left.includes(false));
  } finally {
    for (const socket of sockets) socket.disconnect();
  }
});
