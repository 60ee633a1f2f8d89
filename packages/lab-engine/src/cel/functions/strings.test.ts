import { evaluateText } from '../testing/evaluateText';

describe('strings', () => {
  it.each([
    '"가나다".charAt(1) == "나" && "ab".charAt(2) == ""',
    '"a-b-c".replace("-", "+") == "a+b+c" && "a-b-c".replace("-", "+", 1) == "a+b-c"',
    '"a-b".replace("-", "+", 0) == "a-b" && "a-b".replace("-", "$&", -1) == "a$&b"',
    '"ÄBc".lowerAscii() == "Äbc" && "äbC".upperAscii() == "äBC"',
    'strings.quote("a\\"b\\n") == "\\"a\\\\\\"b\\\\n\\""',
    '"%s has %d of %d".format(["web", 2, 3]) == "web has 2 of 3"',
    '"%.2f %e %%".format([3.14159, 1234.5]) == "3.14 1.234500e+03 %"',
    '"%x %X %o %b".format([255, "hi", 8, true]) == "ff 6869 10 1"',
    '"%s".format([[1, "a", null, {"b": 1.5, "a": true}]]) == "[1, a, null, {a: true, b: 1.5}]"',
    '"%s".format([duration("90s")]) == "90s"',
    '"%s".format([timestamp("2026-01-05T09:00:00Z")]) == "2026-01-05T09:00:00Z"',
    '"abc-12".find("[0-9]+") == "12" && "abc".find("[0-9]+") == ""',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it.each([
    ['"ab".charAt(3) == ""', 'no character 3'],
    ['"%d".format(["web"]) == ""', '%d cannot show a value of type string'],
    ['"%s".format([]) == ""', 'more verbs than values'],
    ['"%z".format([1]) == ""', "unknown verb '%z'"],
    ['"100%".format([]) == ""', "unknown verb '%'"],
  ])('%s is refused', (source, message) => {
    expect(() => evaluateText(source)).toThrow(message);
  });
});

describe('named formats', () => {
  it.each([
    '!format.dns1123Label().validate("web-1").hasValue()',
    'format.dns1123Label().validate("Web").value() == ["must be a valid dns1123Label"]',
    'format.dns1123Subdomain().validate("a..b").hasValue()',
    '!format.dns1123Subdomain().validate("a.b-c.d").hasValue()',
    'format.dns1035Label().validate("1a").hasValue()',
    '!format.dns1123LabelPrefix().validate("web-").hasValue()',
    '!format.qualifiedName().validate("example.com/app").hasValue()',
    'format.qualifiedName().validate("a/b/c").hasValue()',
    '!format.labelValue().validate("").hasValue() && format.labelValue().validate("-a").hasValue()',
    '!format.uuid().validate("123e4567-e89b-12d3-a456-426614174000").hasValue()',
    '!format.date().validate("2026-02-28").hasValue() && format.date().validate("2026-13-01").hasValue()',
    '!format.datetime().validate("2026-01-05T09:00:00.5+09:00").hasValue()',
    '!format.byte().validate("aGk=").hasValue() && format.byte().validate("aGk").hasValue()',
    '!format.uri().validate("https://web/").hasValue()',
    'format.named("uuid").value() == format.uuid() && !format.named("nope").hasValue()',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it('knows the longest name', () => {
    const validates = (length: number) =>
      evaluateText(
        `format.dns1123Label().validate("${'a'.repeat(length)}").hasValue()`,
      );
    expect([validates(63), validates(64)]).toEqual([false, true]);
  });
});
