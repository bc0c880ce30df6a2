/**
 * `style=${styleMap({ left: '4px' })}`: like Lit's own, which writes an attribute first, and that our security policy refuses.
 * Properties of an element may be set.
 */
import { noChange } from 'lit';
import { Directive, directive, type AttributePart } from 'lit/directive.js';

export type Styles = Readonly<Record<string, string>>;

class StyleMap extends Directive {
  #set: Styles = {};

  /** The attribute itself is never written. */
  render(_styles: Styles): typeof noChange {
    return noChange;
  }

  override update({ element }: AttributePart, [styles]: [Styles]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const name of Object.keys(this.#set)) if (!(name in styles)) style.removeProperty(name);
    for (const [name, value] of Object.entries(styles)) {
      if (this.#set[name] !== value) style.setProperty(name, value);
    }
    this.#set = styles;
    return noChange;
  }
}

export const styleMap = directive(StyleMap);
