/** What a command of kubectl understands, as `kubectl <verb> --help` of 1.36 lists it. */
export interface KubectlVerb {
  /** Words of which one follows the verb; none for most verbs. */
  subcommands: string[];
  /** Long and short names, those of the subcommands included. */
  flags: Set<string>;
}

/** Flags that every command has (`kubectl options`). */
export const GLOBAL_FLAGS = new Set(
  words(`as as-group as-uid as-user-extra cache-dir certificate-authority
    client-certificate client-key cluster context disable-compression
    insecure-skip-tls-verify kubeconfig kuberc log-flush-frequency
    match-server-version n namespace password profile profile-output
    request-timeout s server tls-server-name token user username v vmodule
    warnings-as-errors help h`),
);

/** Global flags that may stand before the verb, and take a value. */
export const FLAGS_BEFORE_VERB = [
  'context',
  'namespace',
  'n',
  'kubeconfig',
  'as',
];

/** The commands that lessons use, by verb. */
export const KUBECTL_VERBS: Record<string, KubectlVerb> = {
  annotate: verb(
    `A R all all-namespaces allow-missing-template-keys dry-run f
     field-manager field-selector filename k kustomize l list local o
     output overwrite recursive resource-version selector
     show-managed-fields template`,
  ),
  'api-resources': verb(
    `api-group cached categories namespaced no-headers o output
     show-managed-fields sort-by verbs`,
  ),
  'api-versions': verb(''),
  apply: verb(
    `R all allow-missing-template-keys cascade create-annotation dry-run f
     field-manager filename force force-conflicts grace-period k kustomize
     l o openapi-patch output overwrite prune prune-allowlist recursive
     selector server-side show-managed-fields subresource template timeout
     validate wait windows-line-endings`,
    'edit-last-applied set-last-applied view-last-applied',
  ),
  attach: verb(
    'c container detach-keys i pod-running-timeout q quiet stdin t tty',
  ),
  auth: verb(
    `A R all-namespaces allow-missing-template-keys dry-run f filename k
     kustomize list no-headers o output q quiet recursive
     remove-extra-permissions remove-extra-subjects show-managed-fields
     subresource template`,
    'can-i reconcile whoami',
  ),
  autoscale: verb(
    `R allow-missing-template-keys cpu dry-run f field-manager filename k
     kustomize max memory min name o output recursive save-config
     show-managed-fields template`,
  ),
  'cluster-info': verb(
    `A all-namespaces allow-missing-template-keys namespaces o output
     output-directory pod-running-timeout show-managed-fields template`,
    'dump',
  ),
  config: verb(
    `allow-missing-template-keys auth-provider auth-provider-arg
     certificate-authority client-certificate client-key cluster current
     embed-certs exec-api-version exec-arg exec-command exec-env
     exec-interactive-mode exec-provide-cluster-info flatten
     insecure-skip-tls-verify merge minify n namespace no-headers o output
     password proxy-url raw server set-raw-bytes show-managed-fields
     template tls-server-name token user username`,
    `current-context delete-cluster delete-context delete-user get-clusters
     get-contexts get-users rename-context set set-cluster set-context
     set-credentials unset use-context view`,
  ),
  cordon: verb('dry-run l selector'),
  cp: verb('c container no-preserve retries'),
  create: verb(
    `R aggregation-rule allow-missing-template-keys annotation append-hash
     audience bound-object-kind bound-object-name bound-object-uid cert
     class clusterip clusterrole default-backend description docker-email
     docker-password docker-server docker-username dry-run duration edit
     external-name f field-manager filename from from-env-file from-file
     from-literal global-default group hard image k key kustomize l
     max-unavailable min-available node-port non-resource-url o output port
     preemption-policy r raw recursive replicas resource resource-name
     restart role rule save-config schedule scopes selector serviceaccount
     show-managed-fields tcp template type user validate value verb
     windows-line-endings`,
    `clusterrole clusterrolebinding configmap cronjob deployment ingress
     job namespace poddisruptionbudget priorityclass quota role rolebinding
     secret service serviceaccount token cm cj deploy ing ns pc pdb sa
     svc`,
  ),
  debug: verb(
    `arguments-only attach c container copy-to custom env f filename i
     image image-pull-policy keep-annotations keep-init-containers
     keep-labels keep-liveness keep-readiness keep-startup profile q quiet
     replace same-node set-image share-processes stdin t target tty`,
  ),
  delete: verb(
    `A R all all-namespaces cascade dry-run f field-selector filename force
     grace-period i ignore-not-found interactive k kustomize l now o output
     raw recursive selector timeout wait`,
  ),
  describe: verb(
    `A R all-namespaces chunk-size f filename k kustomize l recursive
     selector show-events`,
  ),
  diff: verb(
    `R concurrency f field-manager filename force-conflicts k kustomize l
     prune prune-allowlist recursive selector server-side
     show-managed-fields show-secrets`,
  ),
  drain: verb(
    `chunk-size delete-emptydir-data disable-eviction dry-run force
     grace-period ignore-daemonsets l pod-selector selector
     skip-wait-for-delete-timeout timeout`,
  ),
  edit: verb(
    `R allow-missing-template-keys f field-manager filename k kustomize o
     output output-patch recursive save-config show-managed-fields
     subresource template validate windows-line-endings`,
  ),
  events: verb(
    `A all-namespaces allow-missing-template-keys chunk-size for no-headers
     o output show-managed-fields template types w watch`,
  ),
  exec: verb(
    'c container f filename i pod-running-timeout q quiet stdin t tty',
  ),
  explain: verb('R api-version o output recursive'),
  expose: verb(
    `R allow-missing-template-keys cluster-ip dry-run external-ip f
     field-manager filename k kustomize l labels load-balancer-ip name o
     output override-type overrides port protocol recursive save-config
     selector session-affinity show-managed-fields target-port template
     type`,
  ),
  get: verb(
    `A L R all-namespaces allow-missing-template-keys chunk-size f
     field-selector filename ignore-not-found k kustomize l label-columns
     no-headers o output output-watch-events raw recursive selector
     server-print show-kind show-labels show-managed-fields sort-by
     subresource template w watch watch-only`,
  ),
  label: verb(
    `A R all all-namespaces allow-missing-template-keys dry-run f
     field-manager field-selector filename k kustomize l list local o
     output overwrite recursive resource-version selector
     show-managed-fields template`,
  ),
  logs: verb(
    `all-containers all-pods c container f follow ignore-errors
     insecure-skip-tls-verify-backend l limit-bytes max-log-requests p
     pod-running-timeout prefix previous selector since since-time tail
     timestamps`,
  ),
  patch: verb(
    `R allow-missing-template-keys dry-run f field-manager filename k
     kustomize local o output p patch patch-file recursive
     show-managed-fields subresource template type`,
  ),
  'port-forward': verb('address pod-running-timeout'),
  replace: verb(
    `R allow-missing-template-keys cascade dry-run f field-manager filename
     force grace-period k kustomize o output raw recursive save-config
     show-managed-fields subresource template timeout validate wait`,
  ),
  rollout: verb(
    `R allow-missing-template-keys dry-run f field-manager filename k
     kustomize l o output recursive revision selector show-managed-fields
     template timeout to-revision w watch`,
    'history pause restart resume status undo',
  ),
  run: verb(
    `R allow-missing-template-keys annotations attach cascade command
     detach-keys dry-run env expose f field-manager filename force
     grace-period i image image-pull-policy k kustomize l labels
     leave-stdin-open o output override-type overrides pod-running-timeout
     port privileged q quiet recursive restart rm save-config
     show-managed-fields stdin t template timeout tty wait`,
  ),
  scale: verb(
    `R all allow-missing-template-keys current-replicas dry-run f filename
     k kustomize l o output recursive replicas resource-version selector
     show-managed-fields template timeout`,
  ),
  set: verb(
    `R all allow-missing-template-keys c containers dry-run e env f
     field-manager filename from group k keys kustomize l limits list local
     o output overwrite prefix recursive requests resolve resource-version
     selector serviceaccount show-managed-fields template user`,
    'env image resources selector serviceaccount subject',
  ),
  taint: verb(
    `all allow-missing-template-keys dry-run field-manager l o output
     overwrite selector show-managed-fields template validate`,
  ),
  top: verb(
    `A all-namespaces containers field-selector l no-headers selector
     show-capacity show-swap sort-by sum use-protocol-buffers`,
    'node nodes no pod pods po',
  ),
  uncordon: verb('dry-run l selector'),
  version: verb('client o output'),
  wait: verb(
    `A R all all-namespaces allow-missing-template-keys f field-selector
     filename for l local o output recursive selector show-managed-fields
     template timeout`,
  ),
};

function verb(flags: string, subcommands = ''): KubectlVerb {
  return { subcommands: words(subcommands), flags: new Set(words(flags)) };
}

function words(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
