import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  let allowed = 0;
  for (let left = 8; left > 0; left -= 1) if ((await request('POST', '/sign-in')).status !== 429) allowed += 1;
  claim('nobody gets more than three attempts', allowed === 3, `${allowed} were allowed`);

  await replace('A');
  const more = [await request('POST', '/sign-in'), await request('POST', '/sign-in')];
  claim(
    'a restart forgives no attempt',
    more.every(({ status }) => status === 429),
  );
});
