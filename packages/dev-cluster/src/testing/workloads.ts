/** Pods on a real node for tests, with images that every such cluster has. */
export const MANY_PODS = 20;

/** A namespace with {@link MANY_PODS} pods of one Deployment that serve HTTP. */
export const MANY_PODS_MANIFEST = `
apiVersion: v1
kind: Namespace
metadata: { name: many }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: many }
spec:
  replicas: ${MANY_PODS}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.k8s.io/e2e-test-images/agnhost:2.63.0
          args: [netexec, --http-port=8080]
          readinessProbe: { httpGet: { path: /healthz, port: 8080 }, periodSeconds: 2 }
          resources: { requests: { cpu: 10m, memory: 16Mi } }
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: many }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: 8080 }]
`;

/** Writes to a claimed volume, asks the Service by name, and then stays. */
export const CLIENT_MANIFEST = `
apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: notes, namespace: many }
spec:
  accessModes: [ReadWriteOnce]
  resources: { requests: { storage: 10Mi } }
---
apiVersion: v1
kind: Pod
metadata: { name: client, namespace: many }
spec:
  volumes: [{ name: notes, persistentVolumeClaim: { claimName: notes } }]
  containers:
    - name: client
      image: docker.io/library/busybox:1.37
      command: [sh, -c, 'echo asked for it; exec sleep 3600']
      volumeMounts: [{ name: notes, mountPath: /notes }]
`;
