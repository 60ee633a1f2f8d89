import { validateExpression } from './validateExpression';

const NAMES = ['web', 'pods'];

describe('validateExpression', () => {
  it.each([
    'web.metadata.generation == web.?status.?observedGeneration.orValue(0)',
    'web.?status.?readyReplicas.orValue(0) >= 3',
    'pods.all(p, p.spec.containers.all(c, has(c.resources)))',
    'quantity(web.spec.cpu).isLessThan(quantity("1"))',
    'web.metadata.name.matches("^w[a-z]+$")',
    '"app" in web.metadata.labels && web.metadata.labels["app"] == "web"',
    'pods.map(p, p.spec.replicas).sum() == 3',
  ])('accepts %s', source => {
    expect(validateExpression(source, NAMES, { result: 'bool' })).toEqual({
      ok: true,
    });
  });

  it.each([
    ['web.spec.', 1, 10, /Expected IDENTIFIER/],
    ['web.spec.replicas ==\n  nope', 2, 3, /Unknown variable: nope/],
    ['true &&\n\n   foo(web)', 3, 4, /no matching overload for 'foo/],
    ['"a" + 1 == "b"', 1, 1, /no such overload/],
    ["web.kind == 'Deployment", 1, 13, /Unterminated string/],
    ['web.kind == "\\q"', 1, 14, /escape/],
    ['web.name.matches(web.pattern)', 1, 18, /literal string/],
    ['web.name.matches("(")', 1, 18, /RE2/],
    ['web.name.find("(?!a)b")', 1, 15, /RE2/],
    ['', 1, 1, /Unexpected token/],
  ])('points into %j', (source, line, column, message) => {
    expect(validateExpression(source, NAMES)).toEqual({
      ok: false,
      line,
      column,
      message: expect.stringMatching(message),
    });
  });

  it('wants true or false where that is needed', () => {
    expect(validateExpression('pods.size()', NAMES)).toEqual({ ok: true });
    expect(
      validateExpression('pods.size()', NAMES, { result: 'bool' }),
    ).toMatchObject({ ok: false, message: expect.stringContaining('int') });
  });

  it('refuses a resource that hides a name of CEL', () => {
    expect(validateExpression('true', ['cel'])).toMatchObject({
      ok: false,
      message: expect.stringContaining("'cel'"),
    });
  });

  describe('bounds', () => {
    const inOneAnother = (depth: number): string =>
      depth === 0 ? 'true' : `pods.all(p${depth}, ${inOneAnother(depth - 1)})`;

    it.each([
      ['source', `web.a == "${'x'.repeat(2048)}"`, /2048 bytes/],
      ['&& x 20,000', Array(20_000).fill('true').join('&&'), /2048 bytes/],
      ['syntax tree', Array(260).fill('1').join('+'), /maxAstNodes/],
      ['nested brackets', `${'('.repeat(60)}1${')'.repeat(60)}`, /maxDepth/],
      ['negations', `${'!'.repeat(2_000)}true`, /maxAstNodes/],
      ['list literal', `${JSON.stringify(Array(101).fill(1))} == []`, /100/],
      ['three comprehensions in one another', inOneAnother(3), /More than 2/],
      [
        'three comprehensions of different kinds',
        'pods.map(a, pods.filter(b, pods.exists(c, true)))',
        /More than 2/,
      ],
    ])('refuses too much: %s', (_bound, source, message) => {
      expect(validateExpression(source, NAMES)).toMatchObject({
        ok: false,
        message: expect.stringMatching(message),
      });
    });

    it('accepts two comprehensions in one another and many in a row', () => {
      expect(validateExpression(inOneAnother(2), NAMES)).toEqual({ ok: true });
      expect(
        validateExpression(
          'pods.filter(p, p.a).map(p, p.b).filter(b, b > 1).all(b, b < 9)',
          NAMES,
        ),
      ).toEqual({ ok: true });
    });
  });
});
