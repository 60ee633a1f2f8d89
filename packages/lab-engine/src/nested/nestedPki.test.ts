import { X509Certificate } from 'node:crypto';
import { parse } from 'yaml';
import { nestedKubeconfig } from './nestedKubeconfig';
import {
  createPkiFiles,
  issueUserCertificate,
  type PkiFiles,
} from './nestedPki';

describe('certificates of a nested control plane', () => {
  let files: PkiFiles;
  let authority: X509Certificate;

  beforeAll(async () => {
    files = await createPkiFiles('acad-nested-1');
    authority = new X509Certificate(files['ca.crt']);
  });

  it('are signed by an authority of its own', async () => {
    const names = Object.keys(files).filter(name => name.endsWith('.crt'));
    expect(names).toContain('apiserver.crt');
    for (const name of names) {
      const certificate = new X509Certificate(files[name]);
      expect(certificate.verify(authority.publicKey)).toBe(true);
    }
    const other = await createPkiFiles('acad-nested-2');
    expect(other['ca.crt']).not.toBe(files['ca.crt']);
  });

  it('name the API server as its clients reach it', () => {
    const { subjectAltName } = new X509Certificate(files['apiserver.crt']);
    for (const name of [
      'DNS:kube-apiserver,',
      'DNS:kube-apiserver.acad-nested-1.svc,',
      'IP Address:127.0.0.1',
    ]) {
      expect(subjectAltName).toContain(name);
    }
  });

  it('tell components and users apart', async () => {
    const subjectOf = (config: string) => {
      const { users } = parse(files[config]);
      const data = users[0].user['client-certificate-data'];
      return new X509Certificate(Buffer.from(data, 'base64')).subject;
    };
    expect(subjectOf('kcm.conf')).toBe('CN=system:kube-controller-manager');
    expect(subjectOf('sched.conf')).toBe('CN=system:kube-scheduler');
    const checker = await issueUserCertificate(files, 'checker', 1);
    expect(new X509Certificate(checker.certificate).subject).toBe(
      'CN=academy:checker',
    );
  });

  it('let a learner in for as long as the kubeconfig is good', async () => {
    const { user, cluster, access } = await nestedKubeconfig(files, 3600);
    expect(cluster).toMatchObject({
      cluster: {
        server: 'https://127.0.0.1:16443',
        'tls-server-name': 'kube-apiserver',
      },
    });
    expect(access).toEqual({
      context: 'nested',
      portForward: ['port-forward', 'service/kube-apiserver', '16443:6443'],
    });
    const data = (user as { user: Record<string, string> }).user[
      'client-certificate-data'
    ];
    const certificate = new X509Certificate(Buffer.from(data, 'base64'));
    expect(certificate.subject).toBe('O=system:masters\nCN=academy:learner');
    const leftMs = Date.parse(certificate.validTo) - Date.now();
    expect(leftMs).toBeLessThanOrEqual(3600_000);
    expect(leftMs).toBeGreaterThan(0);
  });
});
