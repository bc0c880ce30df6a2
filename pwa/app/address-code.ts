/** What an address says beside the page: read once, then taken out of it, for others look over one's shoulder and links are kept. */
export interface AddressCode {
  /** For whom the code is; empty = for no person. */
  user: string;
  /** Behind `#`, from a link or a picture; empty = there is none. */
  code: string;
  /** Why the plant's sign-on server let nobody in; empty = it was not asked. */
  refused: string;
}

export function takeCode(window: Window): AddressCode {
  const { pathname, search, hash } = window.location;
  const query = new URLSearchParams(search);
  const refused = query.get('sign-on') === 'refused' ? (query.get('why') ?? 'failed') : '';
  if (hash === '' && refused === '') return { user: '', code: '', refused };
  window.history.replaceState(null, '', refused === '' ? pathname + search : pathname);
  return { user: query.get('user') ?? '', code: decoded(hash.slice(1)), refused };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
