/** Words that every English sentence has some of and no Vietnamese one, whatever names of products it uses. */
const ENGLISH =
  /(?<!\p{L})(?:the|is|are|was|were|of|and|or|with|without|this|that|these|those|which|it|its|from|into|for|be|been|has|have|not|no|all|each|every|where|when|what|who|why|how|there|here|than|then|they|them|can|could|would|should|may|must|one|two|other|another|same|only|also|after|before|while|until|in|at|by|as|if|such|some|any|more|most|keeps?|takes?|gives?|holds?|runs?|writes?|reads?|uses?|sends?|puts?|made|found|finding|findings|shared|process|processes|memory|request|requests|file|files|restart|server|open|accepted|undecided|noted|high|medium|low|error|warning)(?!\p{L})/giu;

/** English words of a text, outside of what is code: back-ticks, options, calls, addresses, names with a sign in them. */
export function englishWords(text: string): string[] {
  const prose = text
    .replace(/`[^`]*`/g, ' ')
    .replace(/\{[^{}]*\}/g, ' ')
    .replace(/"[^"]*"|'[^']*'/g, ' ')
    .replace(/\b(?:The Twelve-Factor App|SELECT \.\.\. FOR UPDATE|git add -N)\b/g, ' ')
    .replace(/[\w$@#]*[@/._$()#-][\w$@/._()#-]*/g, ' ');
  return [...prose.matchAll(ENGLISH)].map(([word]) => word);
}
