import { locateField } from './locateField';
import { parseManifests } from './parseManifests';

const TEXT = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  labels:
    app.kubernetes.io/name: web
spec:
  replicaz: 3
  template:
    spec:
      containers:
        - name: sidecar
          image: a
        - name: web
          imagee: b
          ports:
            - containerPort: 80
              protocol: TCP
`;

describe('locateField', () => {
  const [document] = parseManifests(TEXT);

  it.each([
    ['spec.replicaz', 8, 3],
    ['.spec.replicaz', 8, 3],
    ['spec.template.spec.containers[1].imagee', 15, 11],
    ['.spec.template.spec.containers[name="web"].imagee', 15, 11],
    ['.spec.template.spec.containers[name="sidecar"].image', 13, 11],
    [
      'spec.template.spec.containers[1].ports[containerPort=80,protocol="TCP"].protocol',
      18,
      15,
    ],
    ['metadata.labels[app.kubernetes.io/name]', 6, 5],
    // What is missing is shown at what surrounds it.
    ['spec.template.spec.containers[0].resources', 12, 11],
    ['spec.selector', 7, 1],
    ['status', 1, 1],
  ])('finds %s', (field, line, column) => {
    expect(locateField(document, field)).toEqual({ line, column });
  });
});
