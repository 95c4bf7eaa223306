import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
  const form = new FormData();
  form.append('avatar', new Blob(['a picture of Ann'], { type: 'image/png' }), 'ann.png');
  const { json } = await request('POST', '/avatars', { form });
  const answers = [await request('GET', json.url), await request('GET', json.url)];
  claim(
    'an upload is found by everybody',
    answers.every(({ status, text }) => status === 200 && text === 'a picture of Ann'),
  );

  await replace('A');
  const later = [await request('GET', json.url), await request('GET', json.url)];
  claim(
    'an upload outlives the process that took it',
    later.every(({ status }) => status === 200),
  );
});
