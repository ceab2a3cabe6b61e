// Which pieces hold a needle, as far as the keys tell: sets of pieces, {ids, flags}, in rising order.
(function (zj) {
  "use strict";
  const MULTI = 1, WHOLE = 2;
  const MOST_KEYS = 2, MOST_MORE = 2, MOST_SHARDS = 4, MOST_PREFIXED = 3000, FEW = 8;
  const EMPTY = { ids: new Uint32Array(0), flags: new Uint8Array(0) };

  // The last shard that can hold a key.
  function shardOf(starts, key) {
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (zj.compare(starts[middle], key) <= 0) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  function lowerBound(keys, key) {
    let low = 0, high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (zj.compare(keys[middle], key) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function toSet(values, flag) {
    const ids = new Uint32Array(values.length), flags = new Uint8Array(values.length);
    for (let i = 0; i < values.length; i++) {
      ids[i] = values[i] >>> 1;
      flags[i] = (values[i] & 1 ? MULTI : 0) | flag;
    }
    return { ids, flags };
  }

  async function exact(store, key) {
    const starts = (await store.open()).keys[0];
    if (!starts.length) return EMPTY;
    const shard = await store.shard(shardOf(starts, key));
    const at = lowerBound(shard.keys, key);
    return shard.keys[at] === key ? toSet(zj.readPostings(shard, at), WHOLE) : EMPTY;
  }

  // Keys that begin with a prefix, with their shards; at most so many shards are read.
  async function prefixed(store, prefix, mostShards = MOST_SHARDS) {
    const starts = (await store.open()).keys[0], found = [];
    if (!starts.length) return found;
    const first = shardOf(starts, prefix), last = Math.min(shardOf(starts, prefix + "\u{10ffff}"), first + mostShards - 1);
    const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => store.shard(first + i)));
    for (const shard of shards) {
      for (let at = lowerBound(shard.keys, prefix); at < shard.keys.length && shard.keys[at].startsWith(prefix); at++) {
        found.push({ key: shard.keys[at], shard, at });
      }
    }
    return found;
  }

  async function byPrefix(store, prefix, mostShards) {
    const sets = (await prefixed(store, prefix, mostShards)).slice(0, MOST_PREFIXED)
      .map(({ key, shard, at }) => toSet(zj.readPostings(shard, at), key === prefix ? WHOLE : 0));
    return union(sets);
  }

  function union(sets) {
    if (sets.length < 2) return sets[0] || EMPTY;
    const flagsOf = new Map();
    for (const { ids, flags } of sets) {
      // Two keys of one prefix in a piece are two places of it.
      ids.forEach((id, i) => flagsOf.set(id, flagsOf.has(id) ? flagsOf.get(id) | flags[i] | MULTI : flags[i]));
    }
    const ids = Uint32Array.from(flagsOf.keys()).sort();
    return { ids, flags: Uint8Array.from(ids, (id) => flagsOf.get(id)) };
  }

  function intersect(a, b) {
    const size = Math.min(a.ids.length, b.ids.length), ids = new Uint32Array(size), flags = new Uint8Array(size);
    let i = 0, j = 0, n = 0;
    while (i < a.ids.length && j < b.ids.length) {
      const x = a.ids[i], y = b.ids[j];
      if (x === y) {
        ids[n] = x;
        flags[n++] = a.flags[i++] & b.flags[j++];
      } else if (x < y) i++;
      else j++;
    }
    return { ids: ids.subarray(0, n), flags: flags.subarray(0, n) };
  }

  // Keys of a needle that were passed over, from its middle.
  function passedOver(needle, tokens, chosen) {
    const keys = tokens.flatMap((token) => {
      const letters = Array.from(token.text), last = token.at + token.text.length === needle.length;
      if (token.cjk) return letters.slice(1).map((letter, i) => letters[i] + letter);
      return last || letters.length > zj.LONGEST_WORD || /\.$/.test(needle) ? [] : [token.text];
    });
    const left = Array.from(new Set(keys)).filter((key) => !chosen.includes(key));
    const from = Math.max(0, (left.length - MOST_MORE) >> 1);
    return left.slice(from, from + MOST_MORE);
  }

  // The keys to ask for: {exact: [key…], prefix: key or "", sure: whether they prove that the needle is there,
  // between: further keys that would thin out too many candidates}.
  function planKeys(needle) {
    const exactKeys = [], tokens = zj.tokens(needle);
    let prefix = "";
    for (const token of tokens) {
      const letters = Array.from(token.text), after = needle.slice(token.at + token.text.length);
      // The dot after a number may be the dot of a longer number.
      const last = after === "" || (after === "." && /^[0-9.]+$/.test(token.text));
      if (token.cjk && letters.length > 1) {
        for (let i = 0; i + 1 < letters.length; i += 2) exactKeys.push(letters[i] + letters[i + 1]);
        if (letters.length % 2) exactKeys.push(letters.slice(-2).join(""));
      } else {
        const key = letters.slice(0, zj.LONGEST_WORD).join("");
        if (last || letters.length > zj.LONGEST_WORD) prefix = key;
        else exactKeys.push(key);
      }
    }
    const distinct = Array.from(new Set(exactKeys));
    // Spread over the needle: neighbours tell little more than one of them.
    const step = (distinct.length - 1) / (MOST_KEYS - 1);
    const chosen = distinct.length <= MOST_KEYS ? distinct
      : Array.from({ length: MOST_KEYS }, (_, i) => distinct[Math.round(i * step)]);
    const usePrefix = prefix && (!chosen.length || (prefix.length > 1 && chosen.length < 2));
    const sure = tokens.length === 1 && tokens[0].text === needle && chosen.length + (usePrefix ? 1 : 0) === 1;
    return { exact: chosen, prefix: usePrefix ? prefix : "", sure, between: passedOver(needle, tokens, chosen) };
  }

  // The pieces (and names) that may hold a needle; {ids, flags, sure}.
  async function candidates(store, needle) {
    const plan = planKeys(needle);
    const sets = await Promise.all([
      ...plan.exact.map((key) => exact(store, key)),
      ...(plan.prefix ? [byPrefix(store, plan.prefix)] : []),
    ]);
    if (!sets.length) return { ...EMPTY, sure: true };
    sets.sort((a, b) => a.ids.length - b.ids.length);
    let found = sets.reduce(intersect);
    // Many candidates would cost many texts to verify: the pairs passed over cost less.
    if (!plan.sure && found.ids.length > FEW && plan.between.length) {
      const more = await Promise.all(plan.between.map((key) => exact(store, key)));
      found = more.reduce(intersect, found);
    }
    return { ...found, sure: plan.sure };
  }

  // The pieces that hold nearly all pairs of neighbouring letters of a needle: signs may stand between some of them.
  async function nearly(store, needle) {
    const pairs = zj.keys(needle).filter((key) => Array.from(key).length > 1).slice(0, 16), seen = new Map();
    for (const set of await Promise.all(pairs.map((key) => exact(store, key)))) {
      for (const id of set.ids) seen.set(id, (seen.get(id) || 0) + 1);
    }
    const least = Math.max(1, pairs.length - 2);
    const ids = Uint32Array.from(Array.from(seen.keys()).filter((id) => seen.get(id) >= least)).sort();
    return { ids, flags: new Uint8Array(ids.length), sure: false };
  }

  Object.assign(zj, { nearly, candidates, planKeys, exactKey: exact, prefixed, byPrefix, union, intersect, MULTI, WHOLE });
})(globalThis.zjSearch = globalThis.zjSearch || {});
