import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'A picture that was just uploaded is not found',
  story:
    'multer writes uploads to a folder, from which express serves them. Every process (container, machine) has a folder of its own.',
  wayOut: 'Uploads go to an object store (S3) and are read from there.',
  mendedServices: ['objects'],
  identities: [/\b[0-9a-f]{32}\b/g],
  broken: ['an upload is found by everybody', 'an upload outlives the process that took it'],
  async client({ request, claim, replace }) {
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
  },
});
