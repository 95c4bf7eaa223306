import { clientScript } from '../../../harness/experiment.ts';

export default clientScript(async ({ request, claim, replace }) => {
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
});
