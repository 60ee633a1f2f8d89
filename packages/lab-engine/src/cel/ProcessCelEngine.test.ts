import type { CelResponse } from './types';
import { createCelEngine } from './ProcessCelEngine';

const engine = createCelEngine();

afterAll(() => engine.close());

const web = {
  metadata: { name: 'web', labels: { app: 'web', constructor: 'x' } },
  spec: { replicas: 3, weight: 0.5, cpu: '1500m', paused: false },
};

async function evaluate(expression: string, variables: object = { web }) {
  const response = await engine.evaluate({
    variables: { ...variables },
    expressions: [expression],
  });
  return response.state === 'evaluated' ? response.results[0] : response;
}

async function expectAlive() {
  expect(await evaluate('web.spec.replicas == 3')).toEqual({
    state: 'value',
    bool: true,
    text: 'true',
  });
}

function failed(...reasons: string[]) {
  return {
    state: 'failed',
    reason: expect.stringMatching(new RegExp(`^(${reasons.join('|')})$`)),
    message: expect.any(String),
  };
}

describe('values', () => {
  it.each([
    // Whole numbers of JSON are integers.
    'web.spec.replicas + 1 == 4',
    'web.spec.replicas % 2 == 1',
    'web.spec.replicas / 2 == 1',
    'web.spec.weight * 2.0 == 1.0',
    '9007199254740991 + 1 == 9007199254740992',
    // Nothing of a prototype is visible, and nothing of an object is hidden.
    '!has(web.toString)',
    '!has(web.metadata.labels.hasOwnProperty)',
    '!("__proto__" in web.metadata.labels)',
    'web.metadata.labels["constructor"] == "x"',
    'web.metadata.labels == {"app": "web"} || web.metadata.labels.size() == 2',
    // What may be absent.
    'web.?status.?readyReplicas.orValue(0) == 0',
    '!has(web.status)',
    // Kubernetes' functions.
    'quantity(web.spec.cpu) == quantity("1.5")',
    'quantity(web.spec.cpu).add(quantity("500m")).asInteger() == 2',
    'quantity(web.spec.cpu).sub(1).isLessThan(quantity("1"))',
    'quantity("1Gi").isGreaterThan(quantity("1G"))',
    'quantity("1").compareTo(quantity("2")) == -1',
    'isQuantity(web.spec.cpu) && !isQuantity(web.metadata.name)',
    'web.metadata.name.matches("^w.b$") && !web.metadata.name.matches("^x")',
    '"abc-12-34".find("[0-9]+") == "12"',
    '"abc-12-34".findAll("[0-9]+") == ["12", "34"]',
    '"abc-12-34".findAll("[0-9]+", 1) == ["12"]',
    '[1, 2, 3].sum() == 6 && [0.5, 0.5].sum() == 1.0 && [].sum() == 0',
    '[3, 1, 2].min() == 1 && ["a", "c"].max() == "c"',
    '["a", "b"].indexOf("b") == 1 && web.metadata.name.indexOf("b") == 2',
    '[1, 2, 2].isSorted() && !["b", "a"].isSorted()',
  ])('%s', async expression => {
    expect(await evaluate(expression)).toEqual({
      state: 'value',
      bool: true,
      text: 'true',
    });
  });

  it.each([
    ['web.status.readyReplicas >= 3', 'No such key: status'],
    ['[1][3] == 1', 'index out of bounds'],
    ['web.?status.value() == 1', 'not present'],
    ['int(web.metadata.name) == 1', 'cannot convert'],
    ['quantity(web.metadata.name) == quantity("1")', "cannot read 'web'"],
    ['[].max() == 1', 'empty'],
  ])('%s lacks something', async (expression, message) => {
    expect(await evaluate(expression)).toEqual({
      state: 'missing',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['web.metadata.name > 3', 'no such overload'],
    ['nope == 1', 'Unknown variable'],
    ['web.spec.', 'Expected IDENTIFIER'],
    ['[1, "a"].sum() == 1', 'only integers'],
    ['["a"].sum() == 1', 'sum() of strings'],
  ])('%s does not fit', async (expression, message) => {
    expect(await evaluate(expression)).toEqual({
      state: 'error',
      message: expect.stringContaining(message),
    });
  });

  it.each([
    ['web.metadata.name', 'web'],
    ['web.spec.replicas', '3'],
    ['web.spec.weight', '0.5'],
    ['web.?status', 'none'],
    ['web.?spec.?replicas', '3'],
    ['null', 'null'],
    ['quantity("1500m")', '1500m'],
    ['[quantity("1500m")]', '["1500m"]'],
    ['cidr("10.1.2.3/8").masked()', '10.0.0.0/8'],
    ['{"at": duration("1m"), "ip": ip("::1")}', '{"at":"60s","ip":"::1"}'],
    ['9223372036854775807', '9223372036854775807'],
    ['web.metadata.labels', '{"app":"web","constructor":"x"}'],
    ['[{"n": 1}, {"n": 2}]', '[{"n":1},{"n":2}]'],
    ['timestamp("2026-01-05T09:00:00Z")', '2026-01-05T09:00:00.000Z'],
    ['"one\\n  two"', 'one two'],
  ])('%s is shown as %s', async (expression, text) => {
    expect(await evaluate(expression)).toMatchObject({ text });
  });

  it('shortens what is too long to show', async () => {
    const result = await evaluate('web', { web: 'x'.repeat(5_000) });
    expect(result).toMatchObject({ text: `${'x'.repeat(119)}…` });
  });
});

describe('attacks', () => {
  const numbers = Array.from({ length: 20_000 }, (_, index) => index);
  const doubled = [
    'cel.bind(a, web.items + web.items',
    'cel.bind(b, a + a + a + a + a + a',
    'cel.bind(c, b + b + b + b + b + b',
    'cel.bind(d, c + c + c + c + c + c + c + c, d',
  ].join(', ');

  it.each([
    'web.text.matches("^(a+)+$")',
    'web.text.find("(a*)*b") != ""',
    'web.text.findAll("(a|aa)+$").size() > 0',
  ])(
    'matches in linear time where backtracking never ends: %s',
    async source => {
      const text = `${'a'.repeat(50_000)}!`;
      expect(await evaluate(source, { web: { text } })).toMatchObject({
        bool: false,
      });
      await expectAlive();
    },
  );

  describe('names that mean something to JavaScript', () => {
    const parsed = JSON.parse(
      `{
        "labels": {"__proto__": {"admin": "yes"}, "constructor": "x"},
        "empty": {"__proto__": {}},
        "types": {"constructor": {"name": "Map"}, "app": "web"}
      }`,
    );

    it.each([
      '!has(web.labels.admin) && !has(web.empty.admin)',
      '!("__proto__" in web.empty) && web.empty.size() == 1',
      '!has(web.types.toString) && !("valueOf" in web.types)',
      'web.labels["constructor"] == "x"',
      'web.types["constructor"].name == "Map" && web.types.app == "web"',
      // The prototype of the map written here is not a field of it.
      'web.empty != {"app": "web"} && web.empty != {}',
      'web.types.size() == 2 && web.types.exists(key, key == "app")',
    ])('%s', async source => {
      expect(await evaluate(source, { web: parsed })).toMatchObject({
        bool: true,
      });
      expect(await evaluate('!has(web.admin)')).toMatchObject({ bool: true });
    });

    it('cannot be written where they would be lost', async () => {
      expect(
        await evaluate('web.metadata.labels == {"constructor": "x"}'),
      ).toEqual({
        state: 'error',
        message: "A map cannot be written with the key 'constructor'",
      });
    });
  });

  it.each(['web.spec.replicas', 'web.metadata.name', 'web', 'null', '[true]'])(
    'takes %s for neither true nor false',
    async source => {
      const result = await evaluate(source);
      expect(result).toMatchObject({ state: 'value' });
      expect(result).not.toHaveProperty('bool', expect.any(Boolean));
    },
  );

  it('calculates nothing with an integer that was rounded on its way', async () => {
    const rounded = JSON.parse('{"size": 9223372036854775807}');
    expect(await evaluate('web.size + 1 > 0', { web: rounded })).toMatchObject({
      state: 'error',
    });
    expect(await evaluate('int(web.size) > 0', { web: rounded })).toMatchObject(
      { state: 'error' },
    );
  });

  it('ends what is quadratic in the data', async () => {
    expect(
      await evaluate('web.items.all(a, web.items.all(b, a + b >= 0))', {
        web: { items: numbers },
      }),
    ).toEqual(failed('timeout'));
    await expectAlive();
  });

  it.each([
    ['pairs', 'web.items.map(a, web.items.map(b, [a, b])).size() > 0'],
    ['doubled lists', `${doubled}.size())))) > 0`],
  ])('survives a heap bomb of %s', async (_kind, expression) => {
    expect(await evaluate(expression, { web: { items: numbers } })).toEqual(
      failed('timeout', 'limit'),
    );
    await expectAlive();
  });

  it('survives a string too long to exist', async () => {
    const items = 'x'.repeat(1_000_000);
    expect(
      await evaluate(`${doubled}.contains("y")))))`, { web: { items } }),
    ).toEqual(failed('limit'));
    await expectAlive();
  });

  it.each([
    'web.text.replace("a", web.text).size() > 0',
    '"%s%s".format([web.list, web.list]).size() > 0',
    'web.list.map(item, web.text).join("").size() > 0',
    // One string of half the longest that can be, copied into one piece.
    `${doubled.replaceAll('items', 'million')}.contains("y")))))`,
  ])('survives text that multiplies itself: %s', async source => {
    const text = 'a'.repeat(100_000);
    const list = Array(20_000).fill('b');
    const response = await evaluate(source, {
      web: { text, list, million: 'a'.repeat(500_000) },
    });
    expect(['value', 'failed']).toContain(response.state);
    await expectAlive();
  });

  it.each([3_000, 300_000])(
    'survives %d arrays in one another',
    async depth => {
      let nested: unknown = 1;
      for (let level = 0; level < depth; level += 1) {
        nested = [nested];
      }
      const response = await evaluate('web.nested.size() == 1', {
        web: { nested },
      });
      expect(['value', 'failed']).toContain(response.state);
      await expectAlive();
    },
  );

  it.each([
    ['three comprehensions', 'web.a.all(x, web.a.all(y, web.a.all(z, true)))'],
    ['&& x 20,000', Array(20_000).fill('true').join('&&')],
    ['brackets', `${'('.repeat(900)}true${')'.repeat(900)}`],
  ])('refuses %s before evaluating', async (_kind, expression) => {
    expect(await evaluate(expression)).toMatchObject({ state: 'error' });
    await expectAlive();
  });

  it('accepts an input of just under 1 MiB and refuses a larger one', async () => {
    const fits = { text: 'x'.repeat(1024 * 1024 - 20) };
    expect(
      await evaluate('web.text.size() > 1000', { web: fits }),
    ).toMatchObject({ bool: true });
    const tooLarge = { text: 'x'.repeat(1024 * 1024) };
    expect(await evaluate('true', { web: tooLarge })).toEqual(failed('limit'));
    // Bytes count, not characters.
    const korean = { text: '가'.repeat(400 * 1024) };
    expect(await evaluate('true', { web: korean })).toEqual(failed('limit'));
    await expectAlive();
  });

  it('counts the objects of all variables together', async () => {
    const pods = Array.from({ length: 499 }, () => ({}));
    expect(await evaluate('pods.size() == 499', { web, pods })).toMatchObject({
      bool: true,
    });
    expect(await evaluate('true', { web, other: web, pods })).toEqual(
      failed('limit'),
    );
    await expectAlive();
  });
});

describe('objects that the worker keeps', () => {
  it('sees each object as it is now, however often it has changed', async () => {
    const other = { spec: { replicas: 1 } };
    for (const replicas of [1, 2, 3, 2]) {
      expect(
        await evaluate('web.spec.replicas * 10 + other.spec.replicas', {
          web: { spec: { replicas } },
          other,
        }),
      ).toMatchObject({ text: String(replicas * 10 + 1) });
    }
  });

  it('knows them all again after more than it can keep', async () => {
    const objects = Array.from({ length: 12 }, (_, index) => ({
      index,
      text: 'x'.repeat(900 * 1024),
    }));
    for (const round of [1, 2]) {
      for (const object of objects) {
        expect(
          await evaluate('o.index + round', { o: object, round }),
        ).toMatchObject({ text: String(object.index + round) });
      }
    }
  });

  it('knows them again after its worker was ended', async () => {
    const items = Array.from({ length: 20_000 }, (_, index) => index);
    const object = { items };
    const expressions = [
      'o.items.size()',
      'o.items.all(a, o.items.all(b, true))',
    ];
    for (const [expression, state] of [
      [expressions[0], 'value'],
      [expressions[1], 'failed'],
      [expressions[0], 'value'],
    ]) {
      expect(await evaluate(expression, { o: object })).toMatchObject({
        state,
      });
    }
  });

  it('fails what refers to an object it cannot decode, each time', async () => {
    let nested: unknown = 1;
    for (let level = 0; level < 3_000; level += 1) {
      nested = { nested };
    }
    const broken = { nested };
    const states = [
      await evaluate('web.nested.size() == 1', { web: broken }),
      await evaluate('web.nested.size() == 1', { web: broken }),
    ].map(({ state }) => state);
    expect(states[0]).toBe(states[1]);
    await expectAlive();
  });
});

describe('life of the worker', () => {
  it('answers what waited behind an evaluation that had to be ended', async () => {
    const items = Array.from({ length: 20_000 }, (_, index) => index);
    const [ended, ...waiting] = await Promise.all([
      evaluate('web.items.all(a, web.items.all(b, true))', { web: { items } }),
      evaluate('web.spec.replicas == 3'),
      evaluate('web.metadata.name'),
    ]);
    expect(ended).toEqual(failed('timeout'));
    expect(waiting).toMatchObject([{ bool: true }, { text: 'web' }]);
  });

  it('fails what waits when it is closed, and what comes later', async () => {
    const own = createCelEngine();
    const request = { variables: { web }, expressions: ['true'] };
    const answers: Promise<CelResponse>[] = [
      own.evaluate(request),
      own.evaluate(request),
    ];
    await own.close();
    expect(await Promise.all(answers)).toEqual([
      failed('error'),
      failed('error'),
    ]);
    expect(await own.evaluate(request)).toEqual(failed('error'));
  });
});
