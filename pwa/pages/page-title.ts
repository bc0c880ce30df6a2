/** The heading of a page, which is the name of its tab and of its place in the browser's history, too. */
import { html, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';

/** `name` = what it is called there, where its heading is short. */
export function pageTitle(title: string, name = title): TemplateResult {
  // Called anew whenever it is rendered: the title of a line is known later than its page.
  const named = (heading?: Element): void => {
    if (heading) document.title = name === 'Lineside' ? name : `${name} · Lineside`;
  };
  return html`<h1 ${ref(named)}>${title}</h1>`;
}
