/** What runs in a worker thread: texts come in, facts go out. Trees are dropped with each file. */
import { parentPort } from 'node:worker_threads';
import { extract } from '../extract/extract.ts';
import { packFacts } from '../facts/facts-text.ts';
import { messageOf } from '../text/message-of.ts';
import type { Answer, Task } from './messages.ts';

const port = parentPort;
if (!port) throw new Error('extract-worker runs in a worker thread alone');

const answer = ({ path, text }: Task): Answer => {
  try {
    return { facts: packFacts(extract(path, text)) };
  } catch (error) {
    return { error: messageOf(error) };
  }
};

port.on('message', (task: Task) => {
  const made = answer(task);
  // Bytes are handed over, not copied.
  const bytes = 'facts' in made ? made.facts.body?.buffer : undefined;
  port.postMessage(made, bytes instanceof ArrayBuffer ? [bytes] : []);
});
port.postMessage('ready');
