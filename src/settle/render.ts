const PLACEHOLDER = /\{([a-z][A-Za-z0-9]*)\}/g;

/** A rendered text, and the placeholders that the data did not fill: a mistake of the rule, told in the report's `errors`. */
export type Rendered = { readonly text: string; readonly missing: readonly string[] };

/** The names of the placeholders of a template, each once, in order. Braces around anything else (`{ a: 1 }`) are text. */
export function placeholdersOf(template: string): readonly string[] {
  return [...new Set(Array.from(template.matchAll(PLACEHOLDER), (match) => match[1]!))];
}

/** Fills `{name}` from `data`, in one pass: braces inside values stay text. A placeholder without a value stays visible. */
export function renderTemplate(template: string, data: Readonly<Record<string, string>>): Rendered {
  const missing = placeholdersOf(template).filter((name) => !Object.hasOwn(data, name));
  const text = template.replace(PLACEHOLDER, (whole, name: string) =>
    Object.hasOwn(data, name) ? data[name]! : whole,
  );
  return { text, missing };
}

/**
 * As `renderTemplate`, as a sentence: the template's first letter becomes a capital and a full stop ends it. A template that starts
 * with a placeholder or a back-tick starts with a name, which keeps its spelling.
 */
export function renderSentence(template: string, data: Readonly<Record<string, string>>): Rendered {
  const { text, missing } = renderTemplate(template, data);
  const first = /^\p{Ll}/u.test(template) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return { text: /[.!?]$/.test(first) ? first : `${first}.`, missing };
}

/** Joins the sentences of a message: `what` and `why` become "What. Why.". */
export function renderMessage(
  template: { readonly what: string; readonly why: string },
  data: Readonly<Record<string, string>>,
): Rendered {
  const what = renderSentence(template.what, data);
  const why = renderSentence(template.why, data);
  return { text: `${what.text} ${why.text}`, missing: [...new Set([...what.missing, ...why.missing])] };
}
