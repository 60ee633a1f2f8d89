import { probeCheckSchema } from '@kubernetes-academy/backstage-plugin-academy-common';
import { probeJob } from './probeJob';

const job = (probe: object, checkId = 'shop-open', nonce = 'n0') =>
  probeJob({ checkId, probe: probeCheckSchema.parse(probe), nonce });
const podOf = (each: ReturnType<typeof job>) => each.spec.template;
const variables = (probe: object) => {
  const [{ env }] = podOf(job(probe)).spec.containers;
  return Object.fromEntries(env.map(({ name, value }) => [name, value]));
};
const TCP = { tcp: { host: 'shop', port: 80 } };

describe('the Job of a probe', () => {
  it('has a name of its own each time, and one label for the check', () => {
    const [a, b, c] = [
      job(TCP),
      job(TCP, 'shop-open', 'n1'),
      job(TCP, 'shop-closed'),
    ];
    const names = [a, b, c].map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(3);
    names.forEach(name => expect(name).toMatch(/^academy-probe-[0-9a-f]{12}$/));
    expect(a.metadata.labels).toEqual(b.metadata.labels);
    expect(a.metadata.labels).not.toEqual(c.metadata.labels);
  });

  it('is protected, whatever labels it borrows', () => {
    const labels = { app: 'web', 'kubernetes-academy.io/protected': 'false' };
    const { metadata, spec } = podOf(
      job({ ...TCP, from: { labels, serviceAccount: 'web' } }),
    );
    expect(metadata.labels).toMatchObject({
      app: 'web',
      'kubernetes-academy.io/protected': 'true',
    });
    expect(spec).toMatchObject({
      serviceAccountName: 'web',
      automountServiceAccountToken: false,
      readinessGates: [expect.anything()],
    });
  });

  it('hands content over as values, which nobody interprets', () => {
    const evil = '"; exit $(NONCE) `id`';
    const http = { url: `http://shop/${evil}`, contains: evil };
    const plain = { url: 'http://shop/' };
    const [script, other] = [http, plain].map(
      each => podOf(job({ http: each })).spec.containers[0].command,
    );
    expect(script).toEqual(other);
    expect(variables({ http })).toMatchObject({
      TEXT: '"; exit $$(NONCE) `id`',
      STATUS: '200',
      WANTED: 'through',
      NONCE: 'n0',
    });
  });

  it('writes addresses of IPv6 as they stand before a port', () => {
    expect(
      variables({ tcp: { host: '2001:db8::1', port: 80 }, expect: 'failure' }),
    ).toMatchObject({ TARGET: '[2001:db8::1]:80', WANTED: 'nothing' });
    expect(variables({ dns: { name: 'shop' } }).TARGET).toBe('shop:9');
  });
});
