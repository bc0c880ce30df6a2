/** What costs time to make is made again only when it would be another. */

/** `make`, which answers with what it made last as long as it is asked with the same arguments; objects are the same by identity. */
export function lastMade<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { args: A; made: R } | null = null;
  return (...args) => {
    if (!last || args.some((arg, i) => !Object.is(arg, last!.args[i]))) last = { args, made: make(...args) };
    return last.made;
  };
}
