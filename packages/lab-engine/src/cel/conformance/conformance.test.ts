import fs from 'node:fs';
import path from 'node:path';
import { conformanceTests, deviation } from './__testUtils__/suite';

/** `known-failures.txt`: a comment with the reason, then the tests it is the reason for. */
function knownFailures(): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let group: string[] = [];
  const file = path.join(__dirname, 'known-failures.txt');
  for (const line of fs.readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('# ')) {
      group = [];
      groups.set(line.slice(2), group);
    } else if (line) {
      group.push(line);
    }
  }
  return groups;
}

describe("the language's conformance suite", () => {
  const tests = conformanceTests();
  const deviations = new Map(
    tests.flatMap(test => {
      const text = deviation(test);
      return text ? [[test.id, text] as const] : [];
    }),
  );
  const groups = knownFailures();
  const known = new Set([...groups.values()].flat());

  afterAll(() => {
    const counts = [...groups].map(
      ([reason, ids]) => `${String(ids.length).padStart(6)} ${reason}`,
    );
    process.stdout.write(
      [
        `CEL conformance: ${tests.length - deviations.size} of ${
          tests.length
        } pass, ${deviations.size} do not:`,
        ...counts,
        '',
      ].join('\n'),
    );
  });

  it('is the whole suite, each test once', () => {
    expect(tests.length).toBeGreaterThan(2_000);
    expect(new Set(tests.map(({ id }) => id)).size).toBe(tests.length);
  });

  it('deviates only where that is known', () => {
    const unknown = [...deviations].filter(([id]) => !known.has(id));
    expect(unknown).toEqual([]);
  });

  it('still deviates wherever that is said', () => {
    expect([...known].filter(id => !deviations.has(id))).toEqual([]);
  });

  it('names a reason for each known failure, once', () => {
    const ids = [...groups.values()].flat();
    expect(ids.length).toBe(known.size);
    expect([...groups.keys()].every(reason => reason.length > 20)).toBe(true);
    expect([...groups.values()].every(group => group.length > 0)).toBe(true);
  });
});
