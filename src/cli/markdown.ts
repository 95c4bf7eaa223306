import type { Style } from '../reporters/terminal/style.ts';

/**
 * Markdown of our own pages for a terminal: headings bold, code blocks indented as they are, lists and paragraphs wrapped. It
 * knows what the pages use and leaves the rest as written.
 */
export function renderMarkdown(markdown: string, style: Style): string {
  const out: string[] = [];
  let paragraph: string[] = [];
  let inCode = false;
  const flush = () => {
    if (paragraph.length > 0) out.push(block(paragraph.join(' '), style));
    paragraph = [];
  };
  for (const line of markdown.trimEnd().split('\n')) {
    if (/^\s*```/.test(line)) {
      flush();
      inCode = !inCode;
    } else if (inCode) {
      out.push(`    ${style.paint.cyan(style.show(line))}`.trimEnd());
    } else if (line.trim() === '') {
      flush();
      if (out.at(-1) !== '') out.push('');
    } else if (line.startsWith('#')) {
      flush();
      out.push(style.paint.bold(style.show(line.replace(/^#+\s*/, ''))));
    } else if (/^\s*[-*|]\s|^\s*\|/.test(line)) {
      flush();
      paragraph = [line];
      if (line.trimStart().startsWith('|')) {
        out.push(style.show(line));
        paragraph = [];
      }
    } else {
      paragraph.push(line.trim());
    }
  }
  flush();
  return `${out.join('\n')}\n`;
}

function block(text: string, style: Style): string {
  const indent = /^\s*/.exec(text)?.[0] ?? '';
  const mark = /^[-*] /.exec(text.slice(indent.length))?.[0] ?? '';
  const rest = text.slice(indent.length + mark.length);
  return style.wrap(style.prose(rest), `${indent}${mark}`, `${indent}${' '.repeat(mark.length)}`);
}
