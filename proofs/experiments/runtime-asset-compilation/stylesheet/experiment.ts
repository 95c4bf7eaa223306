import { experiment } from '../../../harness/experiment.ts';

export default experiment({
  title: 'A page names a stylesheet that the next process does not have',
  story:
    'The start command compiles the stylesheet (sass) first. Each process makes a file of its own, with a name that follows from its ' +
    'content and the moment of the build.',
  wayOut: 'The image is built with the stylesheet in it; all processes start from the same bytes.',
  identities: [/\b[0-9a-f]{8}\b(?=\.css)/g],
  broken: [
    'the stylesheet of a page is had from everybody',
    'a page that is open survives the process that it came from',
  ],
  async client({ request, claim, replace }) {
    const page = await request('GET', '/');
    const [, href] = /href="([^"]+)"/.exec(page.text)!;
    const answers = [await request('GET', href!), await request('GET', href!)];
    claim(
      'the stylesheet of a page is had from everybody',
      answers.every(({ status }) => status === 200),
    );

    await replace('A');
    const later = [await request('GET', href!), await request('GET', href!)];
    claim(
      'a page that is open survives the process that it came from',
      later.every(({ status }) => status === 200),
    );
  },
});
