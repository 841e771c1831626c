// Regular expressions of rules, matched in linear time: the pattern becomes a list of instructions, and all ways through it
// are followed at once (https://swtch.com/~rsc/regexp/regexp2.html). The host's own engine would go back and try again,
// which a pattern or a prompt can make last for minutes. Case does not matter. There is no back-reference and no look-around.

export const longestPattern = 256;
const longestInput = 16_384;
const mostInstructions = 1_000;
const mostRepeats = 100;

type Test = (code: number) => boolean;
type Assertion = "start" | "end" | "boundary" | "inside";
type Instruction =
  | { kind: "char"; test: Test }
  | { kind: "split"; first: number; second: number }
  | { kind: "jump"; to: number }
  | { kind: "assert"; assertion: Assertion }
  | { kind: "match" };
type Node =
  | { kind: "char"; test: Test }
  | { kind: "assert"; assertion: Assertion }
  | { kind: "all"; nodes: Node[] }
  | { kind: "any"; nodes: Node[] }
  | { kind: "repeat"; node: Node; least: number; most: number };

/** True where the pattern is found in the text; of a long text the end is looked at, where the last message stands. */
export type SafePattern = (text: string) => boolean;

const compiled = new Map<string, SafePattern>();

/** The same pattern is compiled once. Throws an Error in words for the operator. */
export function safePattern(source: string): SafePattern {
  let pattern = compiled.get(source);
  if (pattern === undefined) {
    pattern = compile(source);
    if (compiled.size > 1_000) compiled.clear();
    compiled.set(source, pattern);
  }
  return pattern;
}

function compile(source: string): SafePattern {
  if (source.length > longestPattern) throw new Error(`longer than ${longestPattern} characters`);
  const program: Instruction[] = [];
  emit(new Parser(source).parse(), program);
  program.push({ kind: "match" });
  return (text) => run(program, text.length > longestInput ? text.slice(-longestInput) : text);
}

function emit(node: Node, program: Instruction[]): void {
  if (program.length > mostInstructions) throw new Error("too large: use fewer or smaller repetitions");
  switch (node.kind) {
    case "char":
    case "assert":
      program.push(node);
      return;
    case "all":
      for (const part of node.nodes) emit(part, program);
      return;
    case "any": {
      const ends: { kind: "jump"; to: number }[] = [];
      for (const [index, part] of node.nodes.entries()) {
        if (index === node.nodes.length - 1) {
          emit(part, program);
          break;
        }
        const split = { kind: "split" as const, first: program.length + 1, second: 0 };
        program.push(split);
        emit(part, program);
        const end = { kind: "jump" as const, to: 0 };
        ends.push(end);
        program.push(end);
        split.second = program.length;
      }
      for (const end of ends) end.to = program.length;
      return;
    }
    case "repeat": {
      for (let turn = 0; turn < node.least; turn++) emit(node.node, program);
      if (node.most === Number.POSITIVE_INFINITY) {
        const split = { kind: "split" as const, first: program.length + 1, second: 0 };
        const start = program.length;
        program.push(split);
        emit(node.node, program);
        program.push({ kind: "jump", to: start });
        split.second = program.length;
        return;
      }
      const splits: { kind: "split"; first: number; second: number }[] = [];
      for (let turn = node.least; turn < node.most; turn++) {
        const split = { kind: "split" as const, first: program.length + 1, second: 0 };
        splits.push(split);
        program.push(split);
        emit(node.node, program);
      }
      for (const split of splits) split.second = program.length;
    }
  }
}

function run(program: readonly Instruction[], text: string): boolean {
  let current: number[] = [];
  let next: number[] = [];
  const seen = new Int32Array(program.length).fill(-1);
  const stack: number[] = [];
  for (let position = 0; position <= text.length; position++) {
    // The pattern may begin at every place.
    stack.push(...current, 0);
    current.length = 0;
    while (stack.length > 0) {
      const at = stack.pop()!;
      if (seen[at] === position) continue;
      seen[at] = position;
      const instruction = program[at]!;
      if (instruction.kind === "match") return true;
      if (instruction.kind === "jump") stack.push(instruction.to);
      else if (instruction.kind === "split") stack.push(instruction.first, instruction.second);
      else if (instruction.kind === "assert") {
        if (holds(instruction.assertion, text, position)) stack.push(at + 1);
      } else current.push(at);
    }
    if (position === text.length) return false;
    const code = text.charCodeAt(position);
    next = [];
    for (const at of current) if ((program[at] as { test: Test }).test(code)) next.push(at + 1);
    current = next;
  }
  return false;
}

const isWord: Test = (code) =>
  (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
const isDigit: Test = (code) => code >= 48 && code <= 57;
const isSpace: Test = (code) => code === 32 || (code >= 9 && code <= 13) || code === 0xa0 || code === 0x3000;
const not =
  (test: Test): Test =>
  (code) =>
    !test(code);
const classes: Record<string, Test> = {
  d: isDigit,
  D: not(isDigit),
  w: isWord,
  W: not(isWord),
  s: isSpace,
  S: not(isSpace),
};
const controls: Record<string, number> = { n: 10, r: 13, t: 9 };

function holds(assertion: Assertion, text: string, position: number): boolean {
  if (assertion === "start") return position === 0 || text.charCodeAt(position - 1) === 10;
  if (assertion === "end") return position === text.length || text.charCodeAt(position) === 10;
  const before = position > 0 && isWord(text.charCodeAt(position - 1));
  const after = position < text.length && isWord(text.charCodeAt(position));
  return (before !== after) === (assertion === "boundary");
}

/** Without regard to case. */
function between(from: number, to: number): Test {
  const other = (code: number) => {
    const letter = String.fromCharCode(code);
    const lower = letter.toLowerCase();
    return (lower === letter ? letter.toUpperCase() : lower).charCodeAt(0);
  };
  return (code) => {
    if (code >= from && code <= to) return true;
    const swapped = other(code);
    return swapped >= from && swapped <= to;
  };
}

class Parser {
  readonly #source: string;
  #at = 0;

  constructor(source: string) {
    // (?i) says what holds anyway.
    this.#source = source.replace(/^\(\?i\)/, "");
  }

  parse(): Node {
    const node = this.#alternatives(0);
    if (this.#at < this.#source.length) throw new Error("a closing parenthesis without an opening one");
    return node;
  }

  #alternatives(depth: number): Node {
    if (depth > 20) throw new Error("too many groups within each other");
    const nodes = [this.#sequence(depth)];
    while (this.#take("|")) nodes.push(this.#sequence(depth));
    return nodes.length === 1 ? nodes[0]! : { kind: "any", nodes };
  }

  #sequence(depth: number): Node {
    const nodes: Node[] = [];
    for (let next = this.#peek(); next !== undefined && next !== "|" && next !== ")"; next = this.#peek())
      nodes.push(this.#repeated(this.#atom(depth)));
    return { kind: "all", nodes };
  }

  #repeated(node: Node): Node {
    let result = node;
    for (;;) {
      const counts = this.#counts();
      if (counts === null) return result;
      const [least, most] = counts;
      if (node.kind === "assert") throw new Error("a repetition after an anchor");
      this.#take("?");
      result = { kind: "repeat", node: result, least, most };
    }
  }

  #counts(): [number, number] | null {
    if (this.#take("*")) return [0, Number.POSITIVE_INFINITY];
    if (this.#take("+")) return [1, Number.POSITIVE_INFINITY];
    if (this.#take("?")) return [0, 1];
    const braces = /^\{(\d{1,4})(?:(,)(\d{1,4})?)?\}/.exec(this.#source.slice(this.#at, this.#at + 12));
    if (braces === null) return null;
    this.#at += braces[0].length;
    const least = Number(braces[1]);
    const most =
      braces[2] === undefined ? least : braces[3] === undefined ? Number.POSITIVE_INFINITY : Number(braces[3]);
    if (most < least) throw new Error(`the repetition ${braces[0]} ends before it begins`);
    if (least > mostRepeats || (most !== Number.POSITIVE_INFINITY && most > mostRepeats))
      throw new Error(`a repetition of more than ${mostRepeats} times`);
    return [least, most];
  }

  #atom(depth: number): Node {
    const letter = this.#source[this.#at++]!;
    switch (letter) {
      case "(": {
        if (this.#take("?") && !this.#take(":")) throw new Error("only groups of the form (...) and (?:...) are known");
        const node = this.#alternatives(depth + 1);
        if (!this.#take(")")) throw new Error("an opening parenthesis without a closing one");
        return node;
      }
      case "[":
        return { kind: "char", test: this.#set() };
      case ".":
        return { kind: "char", test: (code) => code !== 10 };
      case "^":
        return { kind: "assert", assertion: "start" };
      case "$":
        return { kind: "assert", assertion: "end" };
      case "*":
      case "+":
      case "?":
        throw new Error(`nothing before ${letter} that could be repeated`);
      case "\\": {
        if (this.#take("b")) return { kind: "assert", assertion: "boundary" };
        if (this.#take("B")) return { kind: "assert", assertion: "inside" };
        return { kind: "char", test: this.#escape().test };
      }
      default: {
        const code = letter.charCodeAt(0);
        return { kind: "char", test: between(code, code) };
      }
    }
  }

  #escape(): { test: Test; code: number | null } {
    const letter = this.#source[this.#at++];
    if (letter === undefined) throw new Error("a backslash at the end");
    const known = classes[letter];
    if (known !== undefined) return { test: known, code: null };
    const unicode = letter === "u" ? /^[0-9a-f]{4}/i.exec(this.#source.slice(this.#at, this.#at + 4)) : null;
    if (unicode !== null) this.#at += 4;
    else if (/[A-Za-z0-9]/.test(letter) && controls[letter] === undefined)
      throw new Error(`\\${letter} is not known (there are no back-references)`);
    const code = unicode === null ? (controls[letter] ?? letter.charCodeAt(0)) : Number.parseInt(unicode[0], 16);
    return { test: between(code, code), code };
  }

  #set(): Test {
    const negated = this.#take("^");
    const tests: Test[] = [];
    let first = true;
    for (;;) {
      const letter = this.#source[this.#at++];
      if (letter === undefined) throw new Error("a set of characters without its closing bracket");
      if (letter === "]" && !first) break;
      first = false;
      const from = letter === "\\" ? this.#escape() : { test: null, code: letter.charCodeAt(0) };
      if (this.#peek() === "-" && this.#source[this.#at + 1] !== "]" && from.code !== null) {
        this.#at++;
        const end = this.#source[this.#at++];
        const to = end === "\\" ? this.#escape().code : (end?.charCodeAt(0) ?? null);
        if (to === null || to < from.code) throw new Error("a range of characters that ends before it begins");
        tests.push(between(from.code, to));
      } else tests.push(from.test ?? between(from.code!, from.code!));
    }
    const any: Test = (code) => tests.some((test) => test(code));
    return negated ? not(any) : any;
  }

  #peek(): string | undefined {
    return this.#source[this.#at];
  }

  #take(letter: string): boolean {
    if (this.#source[this.#at] !== letter) return false;
    this.#at++;
    return true;
  }
}
