import { shellCommand } from './shellCommand';

describe('shellCommand', () => {
  it('quotes what a shell would read otherwise', () => {
    expect(shellCommand(['nginx', '-s', 'reload'])).toBe('nginx -s reload');
    expect(shellCommand(['sh', '-c', 'echo $HOME > /tmp/x'])).toBe(
      "sh -c 'echo $HOME > /tmp/x'",
    );
    expect(shellCommand(['echo', "it's", ''])).toBe(`echo 'it'\\''s' ''`);
  });
});
