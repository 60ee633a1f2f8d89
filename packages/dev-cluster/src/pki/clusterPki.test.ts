import { X509Certificate } from 'node:crypto';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { ensureClusterPki, keyFiles, readKeyedCertificate } from './clusterPki';

describe('ensureClusterPki', () => {
  let dir: string;

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'academy-pki-'));
    await ensureClusterPki(dir);
  }, 60_000);

  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  function certificate(name: string): X509Certificate {
    return new X509Certificate(
      readFileSync(keyFiles(dir, name).certificate, 'utf8'),
    );
  }

  it('signs every certificate with the authority it belongs to', () => {
    for (const [name, authority] of [
      ['kube-apiserver', 'ca'],
      ['admin', 'ca'],
      ['kube-controller-manager', 'ca'],
      ['kube-scheduler', 'ca'],
      ['kwok', 'ca'],
      ['etcd', 'etcd-ca'],
      ['kube-apiserver-etcd-client', 'etcd-ca'],
      ['front-proxy-client', 'front-proxy-ca'],
    ]) {
      const issuer = certificate(authority);
      expect(certificate(name).checkIssued(issuer)).toBe(true);
      expect(certificate(name).verify(issuer.publicKey)).toBe(true);
    }
  });

  it('does not let a certificate of the cluster open etcd', () => {
    const etcdAuthority = certificate('etcd-ca');
    expect(certificate('admin').verify(etcdAuthority.publicKey)).toBe(false);
  });

  it('names users and groups as Kubernetes reads them', () => {
    expect(certificate('admin').subject).toBe(
      'O=system:masters\nCN=kubernetes-academy:admin',
    );
    expect(certificate('kube-scheduler').subject).toBe(
      'CN=system:kube-scheduler',
    );
    expect(certificate('kube-apiserver').subjectAltName).toContain(
      'IP Address:127.0.0.1',
    );
  });

  it('convinces a real TLS server and a real TLS client', async () => {
    const authority = certificate('ca').toString();
    const serving = readKeyedCertificate(dir, 'kube-apiserver');
    const admin = readKeyedCertificate(dir, 'admin');
    const server = createServer({
      ca: authority,
      cert: serving.certificate,
      key: serving.key,
      requestCert: true,
      rejectUnauthorized: true,
    });
    const peer = new Promise<string>(resolve => {
      server.once('secureConnection', (socket: TLSSocket) => {
        resolve(String(socket.getPeerCertificate().subject.CN));
        socket.end();
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as { port: number };
    const client = connect({
      host: '127.0.0.1',
      port,
      ca: authority,
      cert: admin.certificate,
      key: admin.key,
    });
    await new Promise((resolve, reject) => {
      client.once('secureConnect', resolve);
      client.once('error', reject);
    });
    expect(client.authorized).toBe(true);
    await expect(peer).resolves.toBe('kubernetes-academy:admin');
    client.destroy();
    server.close();
  });

  it('lets nobody else read the files', () => {
    for (const name of readdirSync(dir)) {
      expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
    }
  });

  it('issues certificates anew that are for another address', async () => {
    const other = mkdtempSync(join(tmpdir(), 'academy-pki-'));
    const read = (name: string) =>
      new X509Certificate(readFileSync(keyFiles(other, name).certificate));
    try {
      await ensureClusterPki(other);
      const [authority, admin, server] = ['ca', 'admin', 'kube-apiserver'].map(
        name => read(name).fingerprint256,
      );
      await ensureClusterPki(other, '10.231.0.2');
      expect(read('ca').fingerprint256).toBe(authority);
      expect(read('admin').fingerprint256).toBe(admin);
      expect(read('kube-apiserver').fingerprint256).not.toBe(server);
      expect(read('kube-apiserver').checkIP('10.231.0.2')).toBe('10.231.0.2');
      expect(read('kubelet').subject).toBe(
        'O=system:nodes\nCN=system:node:real-0',
      );
      await ensureClusterPki(other, '10.231.0.6');
      expect(read('kubelet').checkIP('10.231.0.2')).toBeUndefined();
      expect(read('kubelet').checkIP('10.231.0.6')).toBe('10.231.0.6');
    } finally {
      rmSync(other, { recursive: true, force: true });
    }
  });

  it('keeps what is there and adds what is missing', async () => {
    const before = certificate('admin').fingerprint256;
    rmSync(keyFiles(dir, 'kwok').certificate);
    await ensureClusterPki(dir);
    expect(certificate('admin').fingerprint256).toBe(before);
    expect(certificate('kwok').verify(certificate('ca').publicKey)).toBe(true);
  });
});
