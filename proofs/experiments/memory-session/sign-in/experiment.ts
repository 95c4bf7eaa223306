import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'Who has signed in is unknown to the next process, and to all after a restart',
  story: 'Sessions of express-session with its default store, which is the memory of the process.',
  wayOut: 'The sessions lie in Redis (connect-redis), which expires them.',
  mendedServices: ['redis'],
  broken: ['who signed in stays signed in', 'a session outlives the process that began it'],
  async client({ client, claim, replace }) {
    const ann = client();
    await ann.request('POST', '/sign-in', { json: { user: 'Ann' } });
    const answers = [await ann.request('GET', '/me'), await ann.request('GET', '/me')];
    claim(
      'who signed in stays signed in',
      answers.every(({ status }) => status === 200),
    );

    await replace('A');
    const later = [await ann.request('GET', '/me'), await ann.request('GET', '/me')];
    claim(
      'a session outlives the process that began it',
      later.every(({ status }) => status === 200),
    );
  },
});
