export interface PluralForms {
  one: string;
  other: string;
}

/** Chooses the form that the language's grammar asks for. */
export function pluralOf(language: string): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(language);
  return (count, forms) => (rules.select(count) === 'one' ? forms.one : forms.other);
}
