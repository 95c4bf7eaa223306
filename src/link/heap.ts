import { entryOf } from '../text/entry-of.ts';

/**
 * Abstract objects and the graph along which they flow: inclusion constraints over points-to sets, solved with difference
 * propagation. Sets are capped: a node that could hold more than MAX_OBJECTS objects is *wide*, which is a value of its own
 * ("unknown, more than we follow"), never a proof.
 */
export const MAX_OBJECTS = 96;
/** The same where what comes is no guess: a function that a call names, a module of a folder that is loaded whole. */
const MAX_SURE_OBJECTS = 600;

export type ObjectId = number;
export type NodeId = number;

export type HeapObject = {
  readonly id: ObjectId;
  /**
   * `obj`, `arr`: literals; `nat`: collections and other built-ins of the language (`type` names which); `fn`, `class`;
   * `inst`: made by `new` of a program class or function, or by a container; `ext`: a library's value, known by provenance;
   * `mod`, `exp`: module namespace, CommonJS exports; `proto`: prototype of a function; `global`: the global object.
   */
  readonly k: 'obj' | 'arr' | 'nat' | 'fn' | 'class' | 'inst' | 'ext' | 'mod' | 'exp' | 'proto' | 'global';
  readonly file: number;
  /** Global id of the literal's value, of the function, class, or of the call that makes it; -1 for none. */
  readonly site: number;
  /** Function (global id) whose activation makes it; -1 for what exists from the start. */
  readonly allocator: number;
  /** For `inst`: the class's global id, or -1; for `fn` used as constructor its function id in `ctor`. */
  readonly cls: number;
  readonly ctor: number;
  readonly type: string;
  /** For `ext`: package and steps from it; for instances of program classes with an external base, the base's. */
  readonly pkg: string;
  readonly steps: string;
  /** Catalogue kinds (indexes), for `ext`. */
  readonly kinds: readonly number[];
  /** For `ext` children: the object that the last step was taken from; -1 for none. */
  readonly from: ObjectId;
  /** True for instances that a container or framework makes. */
  readonly injected: boolean;
  /** For injected instances: how long the container keeps them; absent: as long as the process. */
  readonly lifetime?: 'process' | 'request' | 'job' | 'connection' | 'call';
  /** For what a factory of the program makes for one of its calls: the object that stands for what it makes in all its activations; -1 for none. */
  readonly of: ObjectId;
  /** For functions made by `bind`: the node that holds what `this` is there. */
  readonly bound?: NodeId;
  /** For functions made by `bind`: how many arguments it was given there, so that what a call gives comes behind them. */
  readonly given?: number;
  readonly s: number;
};

/** Listener kinds: what to do when an object arrives at a node. */
export enum On {
  Load = 0,
  LoadAny = 1,
  Store = 2,
  StoreAny = 3,
  Call = 4,
  Receiver = 5,
  Copy = 6,
  ThisOf = 7,
  Argument = 8,
  Element = 9,
  Emit = 10,
  Pair = 11,
  Given = 12,
  CopyOf = 13,
  Base = 14,
  StoreOwn = 15,
  StoreMade = 16,
  Made = 17,
  StoreHidden = 18,
  CopyKeys = 19,
  Bind = 20,
  Wrap = 21,
}

export type Heap = {
  readonly objects: HeapObject[];
  readonly sets: (ObjectId[] | undefined)[];
  readonly edges: (NodeId[] | undefined)[];
  readonly listeners: (number[] | undefined)[];
  /** Per node with many objects: a table of them, for a set that is asked again and again whether it has one. */
  readonly tables: (Int32Array | undefined)[];
  /** Per node: how far it takes objects at all. Most of what flows comes to nodes that are full. */
  taking: Uint8Array;
  readonly wide: Set<NodeId>;
  readonly names: Map<string, number>;
  readonly nameList: string[];
  /** Per object: its field nodes as pairs (name, node). */
  readonly fields: (number[] | undefined)[];
  /** Per object with many fields: their nodes by name. */
  readonly fieldMaps: (Map<number, NodeId> | undefined)[];
  /** Per object of which any field is read: the node that takes what all of them hold, so that tables with many readers stay small. */
  readonly anyFields: (NodeId | undefined)[];
  readonly copies: (ObjectId[] | undefined)[];
  /** Per object: what is done with each of its fields, now and later, where that is not just copied. */
  readonly eachField: Map<ObjectId, ((name: number, node: NodeId) => void)[]>;
  /** Per node with many edges: where they lead. */
  readonly edgeSets: Map<NodeId, Set<NodeId>>;
  readonly queue: number[];
  /** Files of folders that are loaded whole, where these are many → the function (global id) that is the module. */
  readonly folderModules: Map<number, number>;
  /** Functions that a call of the program's own functions names as an argument: `route('/users', listUsers)`. */
  readonly handed: Set<ObjectId>;
  /** The parameters that they are handed to, and where these are read: there they are no guess, further on they may be. */
  readonly takers: Set<NodeId>;
  /** Whether a node is what a call calls. */
  isCalled: (node: NodeId) => boolean;
  /** Whether the written type of a field is that of plain values. */
  readonly isPlainField: (o: ObjectId, name: number) => boolean;
  nodes: number;
  steps: number;
  readonly maxSteps: number;
  /** True when the budget of steps ran out: what is known is incomplete. */
  exhausted: boolean;
};

export function newHeap(nodes: number, maxSteps: number, isPlainField: Heap['isPlainField'] = () => false): Heap {
  // Fields and what stands in between are mostly fewer than what there is at first: with that much room no table has to grow.
  const room = nodes * 2 + 1024;
  return {
    objects: [],
    sets: new Array(room),
    edges: new Array(room),
    listeners: new Array(room),
    tables: new Array(room),
    taking: new Uint8Array(room),
    wide: new Set(),
    names: new Map(),
    nameList: [],
    fields: [],
    fieldMaps: [],
    anyFields: [],
    copies: [],
    eachField: new Map(),
    edgeSets: new Map(),
    queue: [],
    folderModules: new Map(),
    handed: new Set(),
    takers: new Set(),
    isCalled: () => false,
    isPlainField,
    nodes,
    steps: 0,
    maxSteps,
    exhausted: false,
  };
}

export function newNode(h: Heap): NodeId {
  const node = h.nodes++;
  if (node >= h.taking.length) {
    const room = node * 2;
    for (const table of [h.sets, h.edges, h.listeners, h.tables]) table.length = room;
    const grown = new Uint8Array(room);
    grown.set(h.taking);
    h.taking = grown;
  }
  return node;
}

export function nameId(h: Heap, name: string): number {
  let id = h.names.get(name);
  if (id === undefined) {
    id = h.nameList.length;
    h.names.set(name, id);
    h.nameList.push(name);
  }
  return id;
}

/** What most objects have: no kinds. */
const NO_KINDS: readonly number[] = [];

export function newObject(h: Heap, o: Partial<HeapObject> & Pick<HeapObject, 'k'>): ObjectId {
  const id = h.objects.length;
  // All of one shape, and without a copy: there are tens of thousands, and everything looks at them.
  h.objects.push({
    k: o.k,
    file: o.file ?? -1,
    site: o.site ?? -1,
    allocator: o.allocator ?? -1,
    cls: o.cls ?? -1,
    ctor: o.ctor ?? -1,
    type: o.type ?? '',
    pkg: o.pkg ?? '',
    steps: o.steps ?? '',
    kinds: o.kinds && o.kinds.length > 0 ? o.kinds : NO_KINDS,
    from: o.from ?? -1,
    injected: o.injected ?? false,
    lifetime: o.lifetime,
    of: o.of ?? -1,
    bound: o.bound,
    given: o.given,
    s: o.s ?? 0,
    id,
  });
  h.fields.push(undefined);
  h.fieldMaps.push(undefined);
  h.anyFields.push(undefined);
  h.copies.push(undefined);
  return id;
}

/** The set of what holds plain values alone. */
const PLAIN = Object.freeze([]) as unknown as ObjectId[];

/** A node whose written type is that of texts, numbers or truth values: no object comes there, whatever else seems to flow to it. */
export function holdsPlainValues(h: Heap, node: NodeId): void {
  h.sets[node] = PLAIN;
  h.taking[node] = Takes.nothing;
}

/** What comes to a node: all, or what is surely meant, as the node is wide, or nothing any more. */
enum Takes {
  all = 0,
  sure = 1,
  nothing = 2,
}

/** What `taking` says of a node that takes no object any more. */
export const TAKES_NOTHING: number = Takes.nothing;

/** A parameter, or a read of one, that is handed functions by their names: what is handed so is taken however many there are. */
export function takesHanded(h: Heap, node: NodeId): void {
  h.takers.add(node);
  if (h.sets[node] !== PLAIN) h.taking[node] = Takes.all;
}

/** A file of a folder that is loaded whole: its module, and what it declares at the top, is no guess anywhere. */
export function isOfFolder(h: Heap, file: number, module: number): void {
  if (h.folderModules.size === 0)
    for (let node = 0; node < h.nodes; node++) if (h.sets[node] !== PLAIN) h.taking[node] = Takes.all;
  h.folderModules.set(file, module);
}

/**
 * Whether an object that comes to a full set is no guess that grew: a function that a call names, where it is handed over, or a module of a
 * folder that is loaded whole, or a function at its top level, where it is called. Where hundreds of routes are registered by one function,
 * that is given each of them indeed.
 */
function isSurely(h: Heap, node: NodeId, o: ObjectId): boolean {
  if (h.takers.has(node) && h.handed.has(o)) return true;
  if (h.folderModules.size === 0) return false;
  const { k, file, allocator } = h.objects[o]!;
  const module = h.folderModules.get(file);
  if (module === undefined) return false;
  return k === 'mod' || k === 'exp' || (k === 'fn' && (allocator < 0 || allocator === module) && h.isCalled(node));
}

/** Objects in a set from which on a table tells whether one is there. */
const TABLE_FROM = 16;
/** Places of a new table; it grows where the half of them is taken. */
const TABLE_SIZE = 64;

/** Puts an object into a table; false where it is there. An object stands as its number and one, as places are empty at first. */
function putInto(table: Int32Array, o: ObjectId): boolean {
  const last = table.length - 1;
  let at = Math.imul(o, 0x9e3779b1) >>> 8;
  for (;;) {
    at &= last;
    const there = table[at]!;
    if (there === 0) {
      table[at] = o + 1;
      return true;
    }
    if (there === o + 1) return false;
    at++;
  }
}

function tableOf(set: readonly ObjectId[], size: number): Int32Array {
  const table = new Int32Array(size);
  for (const o of set) putInto(table, o);
  return table;
}

/** Adds an object to a node's set and queues it for what listens there. */
export function addObject(h: Heap, node: NodeId, o: ObjectId): void {
  const takes = h.taking[node]! as Takes;
  if (takes !== Takes.all && (takes === Takes.nothing || !isSurely(h, node, o))) return;
  const set = h.sets[node];
  if (!set) h.sets[node] = [o];
  else {
    if (set === PLAIN) return;
    if (set.length >= MAX_OBJECTS) {
      if (has(h, node, set, o)) return;
      if (set.length >= MAX_SURE_OBJECTS || !isSurely(h, node, o)) {
        h.wide.add(node);
        const isOver = set.length >= MAX_SURE_OBJECTS || (h.folderModules.size === 0 && !h.takers.has(node));
        h.taking[node] = isOver ? Takes.nothing : Takes.sure;
        return;
      }
    } else if (set.length < TABLE_FROM) {
      if (set.includes(o)) return;
      set.push(o);
      h.queue.push(node, o);
      return;
    }
    let table = h.tables[node];
    if (!table || set.length * 2 >= table.length) {
      table = tableOf(set, table ? table.length * 4 : TABLE_SIZE);
      h.tables[node] = table;
    }
    if (!putInto(table, o)) return;
    set.push(o);
  }
  h.queue.push(node, o);
}

function has(h: Heap, node: NodeId, set: readonly ObjectId[], o: ObjectId): boolean {
  const table = h.tables[node];
  if (!table) return set.includes(o);
  const last = table.length - 1;
  for (let at = Math.imul(o, 0x9e3779b1) >>> 8; ; at++) {
    const there = table[at & last]!;
    if (there === 0) return false;
    if (there === o + 1) return true;
  }
}

/** Hands the objects that stand at a node already to what listens there now. */
export function replay(h: Heap, node: NodeId): void {
  for (const o of setOf(h, node).slice()) h.queue.push(node, o);
}

const FEW_EDGES = 12;
/** Lets everything in `from` flow to `to`, now and later. `check` where the same edge may be added twice. */
export function addEdge(h: Heap, from: NodeId, to: NodeId, check = true): void {
  if (from === to || h.sets[to] === PLAIN) return;
  const list = h.edges[from];
  if (list) {
    // Most nodes have a handful of edges: a list is faster than a set, and one set for all would outgrow its limit.
    if (list.length < FEW_EDGES) {
      if (check && list.includes(to)) return;
    } else {
      const known = entryOf(h.edgeSets, from, () => new Set(list));
      if (check && known.has(to)) return;
      known.add(to);
    }
    list.push(to);
  } else h.edges[from] = [to];
  const set = h.sets[from];
  if (set && h.taking[to] !== Takes.nothing) for (let i = 0; i < set.length; i++) addObject(h, to, set[i]!);
  if (h.wide.has(from)) h.wide.add(to);
}

/** Calls back (through the solver's dispatch) for each object at `node`, now and later. */
export function listen(h: Heap, node: NodeId, on: On, a: number, b: number): void {
  const list = h.listeners[node];
  if (list) list.push(on, a, b);
  else h.listeners[node] = [on, a, b];
}

/** Fields of one object from which on a map finds them. */
const MANY_FIELDS = 12;

/** The node of one field of one object; `*` is what stands behind computed keys, elements and collection entries. */
export function fieldNode(h: Heap, o: ObjectId, name: number): NodeId {
  const known = fieldNodeIfAny(h, o, name);
  if (known !== undefined) return known;
  const node = newNode(h);
  if (h.isPlainField(o, name)) holdsPlainValues(h, node);
  const list = h.fields[o];
  if (list) {
    list.push(name, node);
    let map = h.fieldMaps[o];
    if (map) map.set(name, node);
    else if (list.length >= MANY_FIELDS * 2) {
      map = new Map();
      for (let i = 0; i < list.length; i += 2) map.set(list[i]!, list[i + 1]!);
      h.fieldMaps[o] = map;
    }
  } else h.fields[o] = [name, node];
  const any = h.anyFields[o];
  if (any !== undefined) addEdge(h, node, any);
  for (const c of h.copies[o] ?? []) addEdge(h, node, fieldNode(h, c, name));
  for (const act of h.eachField.get(o) ?? []) act(name, node);
  return node;
}

/** The field node if something stored or declared it. */
export function fieldNodeIfAny(h: Heap, o: ObjectId, name: number): NodeId | undefined {
  const list = h.fields[o];
  if (!list) return undefined;
  const map = h.fieldMaps[o];
  if (map) return map.get(name);
  for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1];
  return undefined;
}

/** Lets `to` take what any field of `o` holds. */
export function readAnyField(h: Heap, o: ObjectId, to: NodeId): void {
  let any = h.anyFields[o];
  if (any === undefined) {
    any = newNode(h);
    h.anyFields[o] = any;
    const list = h.fields[o];
    if (list) for (let i = 1; i < list.length; i += 2) addEdge(h, list[i]!, any);
  }
  addEdge(h, any, to);
}

/** Calls back for each field of an object, now and later. */
export function onEachField(h: Heap, o: ObjectId, act: (name: number, node: NodeId) => void): void {
  entryOf(h.eachField, o, () => []).push(act);
  const list = h.fields[o]?.slice() ?? [];
  for (let i = 0; i < list.length; i += 2) act(list[i]!, list[i + 1]!);
}

/** One level of `from`'s fields are copied into `to` (spread, rest, Object.assign). */
export function copyFields(h: Heap, from: ObjectId, to: ObjectId): void {
  if (from === to) return;
  const copies = h.copies[from];
  if (copies?.includes(to)) return;
  if (copies) copies.push(to);
  else h.copies[from] = [to];
  const list = h.fields[from];
  if (list) for (let i = 0; i < list.length; i += 2) addEdge(h, list[i + 1]!, fieldNode(h, to, list[i]!));
}

export const setOf = (h: Heap, node: NodeId): readonly ObjectId[] => h.sets[node] ?? [];

/** Steps of a library's value from the package, or from the global object: also of what is reached through an object known by kind. */
export function stepsOf(h: Heap, x: HeapObject): string {
  let steps = x.steps;
  for (let at = x; steps.startsWith('@') && at.from >= 0; ) {
    at = h.objects[at.from]!;
    steps = at.steps + steps.slice(1);
  }
  return steps;
}
