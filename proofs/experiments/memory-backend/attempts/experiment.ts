import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'Three attempts to sign in are six, and a restart gives three more',
  story: 'express-rate-limit with its default store: each process counts the attempts that it happens to see.',
  wayOut: 'The attempts are counted in Redis (rate-limit-redis).',
  mendedServices: ['redis'],
  broken: ['nobody gets more than three attempts', 'a restart forgives no attempt'],
  async client({ request, claim, replace }) {
    let allowed = 0;
    for (let left = 8; left > 0; left -= 1) if ((await request('POST', '/sign-in')).status !== 429) allowed += 1;
    claim('nobody gets more than three attempts', allowed === 3, `${allowed} were allowed`);

    await replace('A');
    const more = [await request('POST', '/sign-in'), await request('POST', '/sign-in')];
    claim(
      'a restart forgives no attempt',
      more.every(({ status }) => status === 429),
    );
  },
});
