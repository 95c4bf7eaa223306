/**
 * Whether a glob of the target may be turned into a regular expression: those backtrack over every wildcard of a segment
 * at once, so that a crafted pattern with many of them would hold the run up for hours. Real ones have one or two.
 */
export function isBoundedGlob(glob: string): boolean {
  if (glob.length > 1024) return false;
  let deep = 0;
  for (const segment of glob.split('/')) {
    if (/^\*{2,}$/.test(segment)) deep++;
    else if ((segment.match(/\*+/g)?.length ?? 0) > 3) return false;
  }
  return deep <= 3;
}
