/** Around every sheet of paper: of what it is, and which of how many. Browsers that know no such margins leave them out. */
import { paperText as w } from '../../locales/plan-paper.ts';

export interface PageMargins {
  /** Below at the left: plant, page, when and by whom. */
  foot: string;
  /** Above: what must not be missed on a sheet that went astray; '' = nothing. */
  loud: string;
}

/** One for the document: sheets are of one page at a time. */
let margins: CSSStyleSheet | null = null;

/** Until they are cleared. */
export function setPageMargins({ foot, loud }: PageMargins): void {
  if (!margins) {
    margins = new CSSStyleSheet();
    document.adoptedStyleSheets.push(margins);
  }
  margins.replaceSync(`@page {
    margin: 13mm 10mm 14mm;
    @top-left { content: ${quoted(loud)}; ${TEXT} vertical-align: bottom; padding-bottom: 4px; font-weight: 700; white-space: normal; }
    @bottom-left { content: ${quoted(foot)}; ${TEXT} vertical-align: top; padding-top: 6px; }
    @bottom-right { content: ${quoted(w('page'))} " " counter(page) " " ${quoted(w('ofPages'))} " " counter(pages); ${TEXT} vertical-align: top; padding-top: 6px; }
  }`);
}

export function clearPageMargins(): void {
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== margins);
  margins = null;
}

const TEXT = "font: 8pt system-ui, 'Segoe UI', Roboto, Arial, sans-serif; color: #000; white-space: nowrap;";

/** As CSS writes texts: names are people's, and may hold anything. */
export function quoted(text: string): string {
  return `"${text.replace(/["\\\p{Cc}]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;
}
