// Reads a root list as it is: the file's own header, and each anchor's certificate as the engine decodes it.

const lists = new Map();

/** `{ header, anchors }`; each anchor has what the programme says of it (`terms`) and its certificate. */
export function readStore(name, inspect) {
  if (!lists.has(name)) lists.set(name, read(name, inspect).catch((error) => { lists.delete(name); throw error; }));
  return lists.get(name);
}

async function read(name, inspect) {
  const response = await fetch(new URL(`./certlens/stores/${name}.roots`, import.meta.url));
  if (!response.ok) throw new Error(`The list of roots could not be loaded: ${response.status} ${response.statusText}`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const end = bytes.indexOf(10);
  const { anchors: terms, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
  let position = end + 1;
  const parts = terms.map(({ length }) => bytes.slice(position, position += length));
  const { certificates } = inspect(parts);
  return {
    header,
    anchors: terms.map(({ length, ...rest }, index) => ({ terms: rest, certificate: certificates[index] })),
  };
}
