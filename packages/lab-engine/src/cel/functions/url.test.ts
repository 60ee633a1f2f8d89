import { evaluateText } from '../testing/evaluateText';

describe('url()', () => {
  it.each([
    'isURL("https://example.com:443/a?b=c") && isURL("/healthz") && isURL("mailto:a@b")',
    '!isURL("../a") && !isURL("example.com") && !isURL("https://a:b:c/") && !isURL("")',
    '!isURL("https://[::zz]/") && !isURL("https://a b/") && !isURL("https://a/%zz")',
    'url("HTTPS://web/").getScheme() == "https" && url("/a").getScheme() == ""',
    'url("https://web:443/").getHost() == "web:443" && url("https://web/").getPort() == ""',
    'url("https://[::1]:80/").getHost() == "[::1]:80"',
    'url("https://[::1]:80/").getHostname() == "::1" && url("https://[::1]:80/").getPort() == "80"',
    'url("https://user:secret@web/").getHost() == "web"',
    'url("https://web/with space/%2F").getEscapedPath() == "/with%20space/%2F"',
    'url("https://web").getEscapedPath() == "" && url("mailto:a@b").getEscapedPath() == ""',
    'url("https://web/?k=a&k=b&l=c%20d").getQuery() == {"k": ["a", "b"], "l": ["c d"]}',
    'url("/a?k=1").getQuery()["k"] == ["1"]',
    'url("https://web/a") == url("https://web/a") && url("/a") != url("/b")',
  ])('%s', source => {
    expect(evaluateText(source)).toBe(true);
  });

  it('says what it cannot read', () => {
    expect(() => evaluateText('url("web").getHost() == ""')).toThrow(
      "url() cannot read 'web'",
    );
  });
});
