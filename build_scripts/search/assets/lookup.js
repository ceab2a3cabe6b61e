// Which pieces hold a needle, as far as the keys tell: sets of pieces, {ids, flags}, in rising order.
(function (zj) {
  "use strict";
  const MULTI = 1, WHOLE = 2;
  const MOST_KEYS = 2, MOST_MORE = 2, MOST_SHARDS = 4, MOST_PREFIXED = 3000, FEW = 8;
  const EMPTY = { ids: new Uint32Array(0), flags: new Uint8Array(0) };

  // Whether a key is a pair of CJK letters (or one at the end of its run), in UTF-16 units.
  const isPair = (key) => key.charCodeAt(0) >> 10 === 55 || zj.isCjk(String.fromCodePoint(key.codePointAt(0)));
  const codeOf = (pair) => pair.charCodeAt(0) * 0x10000 + (pair.charCodeAt(1) || 0);

  // The place of a word among the codes of pairs, as group.py has it; what is missing counts as `fill`.
  function cellOf(word, fill = 0) {
    const letters = Array.from(word, (letter) => letter.codePointAt(0)), [first, second = fill] = letters;
    if (first > 0xffff) return zj.LAST_CELL - 1;
    if (first >= 0x80) return Math.max(2 ** 28, first * 0x10000 + Math.min(second, 0xffff));
    let cell = 0, beyond = false;
    for (let i = 0; i < 4; i++) {
      const letter = i < letters.length ? letters[i] : fill;
      // A letter that is none of ASCII counts as the highest, and so does what follows it.
      beyond = beyond || letter > 0x7f;
      cell = cell * 128 + (beyond ? 0x7f : letter);
    }
    return cell;
  }

  // The shard that holds a cell.
  function shardOf(cells, cell) {
    let low = 0, high = cells.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (cells[middle] <= cell) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  // The pieces of a key, of which `places` are [shard, group, index of the key there] in rising order.
  function toSet(starts, places, flag) {
    const rows = places.map(([shard, group, index]) => [zj.readPostings(shard, group, index), starts[group][0]]);
    const room = rows.reduce((sum, [values]) => sum + values.length, 0), ids = new Uint32Array(room), flags = new Uint8Array(room);
    let size = 0;
    for (const [values, start] of rows) {
      values.forEach((value, i) => {
        if (i && value === values[i - 1]) flags[size - 1] |= MULTI;
        else {
          ids[size] = start + value;
          flags[size++] = flag;
        }
      });
    }
    return { ids: ids.subarray(0, size), flags: flags.subarray(0, size) };
  }

  async function exact(store, key) {
    const { cells, hashes, starts } = await store.open(), pair = isPair(key);
    if (!hashes) return EMPTY;
    const code = pair ? codeOf(key) : cellOf(key), shard = await store.shard(shardOf(cells, code)), places = [];
    shard.keys.forEach((group, number) => {
      const at = pair ? group.pair(code) : group.word(key);
      if (at >= 0) places.push([shard, number, pair ? at : group.cells.length + at]);
    });
    return toSet(starts, places, WHOLE);
  }

  // Keys that begin with a prefix, in order: {key, places, weight: how many postings}; at most so many shards are read.
  async function prefixed(store, prefix, mostShards = MOST_SHARDS) {
    const { cells, hashes } = await store.open(), found = new Map();
    if (!hashes) return [];
    const pair = isPair(prefix), low = pair ? codeOf(prefix) : cellOf(prefix), high = pair ? low + 0xffff : cellOf(prefix, 0x10ffff);
    const first = shardOf(cells, low), last = Math.min(shardOf(cells, high), first + mostShards - 1);
    const shards = await Promise.all(Array.from({ length: last - first + 1 }, (_, i) => store.shard(first + i)));
    const add = (key, shard, number, index) => {
      const one = found.get(key) || { key, places: [], weight: 0 }, { bounds } = shard.keys[number];
      one.places.push([shard, number, index]);
      one.weight += bounds[index + 1] - bounds[index];
      found.set(key, one);
    };
    for (const shard of shards) {
      shard.keys.forEach((group, number) => {
        if (pair) {
          const { cells: codes } = group;
          for (let at = zj.lowerBound(codes, low); at < codes.length && codes[at] <= high; at++) {
            add(String.fromCharCode(codes[at] >>> 16) + (codes[at] & 0xffff ? String.fromCharCode(codes[at] & 0xffff) : ""), shard, number, at);
          }
        } else group.words.forEach((word, at) => word.startsWith(prefix) && add(word, shard, number, group.cells.length + at));
      });
    }
    return Array.from(found.values()).sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  async function setOf(store, { places }, flag) {
    return toSet((await store.open()).starts, places, flag);
  }

  async function byPrefix(store, prefix, mostShards) {
    const found = (await prefixed(store, prefix, mostShards)).slice(0, MOST_PREFIXED);
    return union(await Promise.all(found.map((one) => setOf(store, one, one.key === prefix ? WHOLE : 0))));
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
      const letters = token.cjk ? token.text.split("") : Array.from(token.text), last = token.at + token.text.length === needle.length;
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
      const letters = token.cjk ? token.text.split("") : Array.from(token.text), after = needle.slice(token.at + token.text.length);
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
    const pairs = zj.keys(needle).filter((key) => key.length > 1).slice(0, 16), seen = new Map();
    for (const set of await Promise.all(pairs.map((key) => exact(store, key)))) {
      for (const id of set.ids) seen.set(id, (seen.get(id) || 0) + 1);
    }
    const least = Math.max(1, pairs.length - 2);
    const ids = Uint32Array.from(Array.from(seen.keys()).filter((id) => seen.get(id) >= least)).sort();
    return { ids, flags: new Uint8Array(ids.length), sure: false };
  }

  Object.assign(zj, { nearly, candidates, planKeys, exactKey: exact, prefixed, setOf, byPrefix, cellOf, union, intersect, MULTI, WHOLE });
})(globalThis.zjSearch = globalThis.zjSearch || {});
