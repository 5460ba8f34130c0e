// Single changes of a signed document.

export function* everyChange(text, original) {
  yield {change: 'other white space', changed: JSON.stringify(original, null, 7)};
  yield {change: 'no white space', changed: JSON.stringify(original)};
  yield {change: 'members in reverse order', changed: JSON.stringify(reversed(original))};
  yield {change: 'letters as escapes', changed: escaped(text)};
  for(const path of paths(original)) {
    for(const [what, value] of otherValues(at(original, path))) {
      const document = structuredClone(original);
      at(document, path.slice(0, -1))[path.at(-1)] = value;
      yield {change: `${path.join('/')}: ${what}`, changed: JSON.stringify(document)};
    }
    const without = structuredClone(original);
    const parent = at(without, path.slice(0, -1));
    if(Array.isArray(parent)) {
      parent.splice(path.at(-1), 1);
    } else {
      delete parent[path.at(-1)];
    }
    yield {change: `${path.join('/')}: gone`, changed: JSON.stringify(without)};
  }
}

export function* otherValues(value) {
  if(typeof value === 'string') {
    yield ['a character more', `${value}x`];
    yield ['the last character other', value.slice(0, -1) + (value.endsWith('1') ? '2' : '1')];
    yield ['empty', ''];
  } else if(typeof value === 'number') {
    yield ['one more', value + 1];
  } else if(typeof value === 'boolean') {
    yield ['the opposite', !value];
  } else if(Array.isArray(value)) {
    yield ['the other way round', value.toReversed()];
    yield ['an item more', [...value, 'https://example.com/another']];
    yield ['the first item twice', [value[0], ...value]];
  } else {
    yield ['an undefined member more', {...value, surprise: 'a value'}];
    yield ['an id more', {...value, id: 'https://example.com/another'}];
    yield ['as an array', [value]];
  }
}

export function* paths(value, path = []) {
  if(path.length > 0) {
    yield path;
  }
  if(value !== null && typeof value === 'object') {
    for(const key of Object.keys(value)) {
      yield* paths(value[key], [...path, Array.isArray(value) ? Number(key) : key]);
    }
  }
}

export function at(value, path) {
  return path.reduce((value, key) => value[key], value);
}

function reversed(value) {
  if(Array.isArray(value)) {
    return value.map(reversed);
  }
  if(value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).reverse().map(([key, inner]) => [key, reversed(inner)]));
  }
  return value;
}

/// Every letter `e` inside the text as `\u0065`; numbers with an exponent are left alone.
function escaped(text) {
  return text.replace(/"(?:[^"\\]|\\.)*"/g, string => string.replace(/(?<!\\)e/g, '\\u0065'));
}
