/**
 * Values computed once and used often. These are all the memories that outlive a call: each holds only what
 * follows from its key, so that no answer depends on what was asked before.
 */

/** Made when it is first asked for. */
export function once<V>(make: () => V): () => V {
  let made: { value: V } | undefined;
  return () => (made ??= { value: make() }).value;
}

/**
 * Of an object that is not changed after it was made: a header, a table of genes, a policy. What was worked
 * out is the object's own: it lives as long as it does.
 */
export function onceFor<K extends WeakKey, V extends NonNullable<unknown> | null>(
  make: (key: K) => V,
): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) known.set(key, (value = make(key)));
    return value;
  };
}

/** What a map, which its maker holds, has of the key; made where it has nothing yet. */
export function remembered<K, V extends NonNullable<unknown> | null>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = make()));
  return value;
}

/**
 * Of a text that a file has millions of times, in few spellings: terms, modes, FORMAT. A file that has more
 * of them than these costs time, never memory.
 */
export function onceForText<V extends NonNullable<unknown>>(
  make: (text: string) => V,
): (text: string) => V {
  const known = new Map<string, V>();
  return (text) => {
    let value = known.get(text);
    if (value === undefined) {
      value = make(text);
      if (known.size < MOST_TEXTS) known.set(text, value);
    }
    return value;
  };
}

const MOST_TEXTS = 10_000;

/**
 * Of one large text, such as the header that the files of an archive mostly share: what was made of the last
 * one is held, until another comes.
 */
export function onceForLast<V>(): (text: string, make: (text: string) => V) => V {
  let last: { text: string; value: V } | undefined;
  return (text, make) => {
    if (last?.text !== text) last = { text, value: make(text) };
    return last.value;
  };
}
