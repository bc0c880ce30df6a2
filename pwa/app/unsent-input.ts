/**
 * Is somebody in the middle of entering something? Text that was typed and is still there, or a dialog that is open: a new
 * version waits for that, because it begins anew with an empty page. What was entered is kept whatever happens.
 */
export interface UnsentInput {
  isThere(): boolean;
}

type Field = HTMLInputElement | HTMLTextAreaElement;
/** What they hold says what is looked at, and is nothing that could be lost. */
const NOT_TYPED = new Set(['search', 'checkbox', 'radio', 'range', 'button', 'submit']);

export function unsentInput(window: Window & typeof globalThis): UnsentInput {
  const { document, HTMLInputElement, HTMLTextAreaElement } = window;
  const typed = new Set<Field>();

  // Captured: it is heard of in every shadow root, whatever a page makes of it.
  window.addEventListener(
    'input',
    (event) => {
      const [target] = event.composedPath();
      const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
      if (isField && !NOT_TYPED.has(target.type)) typed.add(target);
    },
    { capture: true, passive: true },
  );

  return {
    isThere() {
      for (const field of typed) if (!field.isConnected || field.value === '') typed.delete(field);
      return typed.size > 0 || isInDialog(document);
    },
  };
}

/** An open dialog holds the focus, so there is no need to look for it in every shadow root. */
function isInDialog(document: Document): boolean {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  for (let node: Node | null = at; node; node = above(node))
    if (node instanceof HTMLDialogElement && node.open) return true;
  return false;
}

function above(node: Node): Node | null {
  if (node instanceof Element && node.assignedSlot) return node.assignedSlot;
  return node instanceof ShadowRoot ? node.host : node.parentNode;
}
