import { renderMessage, renderSentence, renderTemplate } from '../settle/render.ts';
import type { Language, RuleWords } from './language/language.ts';
import type { AssessedFinding, AssessedRule, AssessedStep, Reason } from './model.ts';
import { dataIn } from './phrases.ts';

/** What a finding says in a language: what and why as `message`, the way out as `help`. Where the language has no words: English. */
export function findingWords(
  finding: AssessedFinding,
  language: Language,
): { readonly message: string; readonly help: string } {
  const words = own(own(language.messages, finding.ruleId), finding.messageId);
  if (!words) return { message: finding.message, help: finding.help };
  const isFunction = finding.trace.some(({ messageId }) => messageId === 'functions');
  const data = dataIn(language, finding.data);
  const why = (isFunction ? words.whyFunctions : undefined) ?? words.why;
  return {
    message: renderMessage({ what: words.what, why }, data).text,
    help: renderSentence(words.fix, data).text,
  };
}

/** What a step of a trace says in a language; the rule's own words come before those that all rules share. */
export function stepWords(step: AssessedStep, ruleId: string, language: Language): string {
  const words = own(language.steps, `${ruleId}/${step.messageId}`) ?? own(language.steps, step.messageId);
  return words === undefined ? step.message : renderTemplate(words, dataIn(language, step.data)).text;
}

/** A rule in a language; of a rule that the language does not know, what the report says. */
export function ruleWords(rule: AssessedRule, language: Language): RuleWords {
  return own(language.rules, rule.id) ?? { title: rule.title, what: rule.description, why: '', wayOut: '' };
}

/** Why a clause or control has its status, as one sentence without its places. */
export function reasonWords(reason: Reason, language: Language): string {
  return language.reasons[reason.code](dataIn(language, reason.data));
}

/** A text of a policy pack: in the language where the pack has it, else in English. */
export function packWords(texts: Readonly<Record<string, string>>, language: Language): string {
  return own(texts, language.code) ?? own(texts, 'en') ?? '';
}

/** A text by its word, where the table has it: the word itself otherwise. Open lists may have words of later versions. */
export function wordOf(table: Readonly<Record<string, string>>, word: string): string {
  return own(table, word) ?? word;
}

function own<T>(table: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return table && Object.hasOwn(table, key) ? table[key] : undefined;
}
