import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ client, claim, replace }) => {
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
});
