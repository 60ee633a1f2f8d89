/** Protected Secret with the authority and all certificates of the nested control plane. */
export const PKI_SECRET = 'pki';
/** Deployment, Service and value of the label `component` of its API server. */
export const API_SERVER = 'kube-apiserver';
export const API_SERVER_PORT = 6443;
export const COMPONENT_LABEL = 'component';

/** Context of the learner's kubeconfig that leads inside. */
export const NESTED_CONTEXT = 'nested';
/** Port on the learner's own machine that is forwarded to the API server. */
export const LOCAL_PORT = 16443;

/**
 * Who acts inside. Learner and admin are in `system:masters`, so that no
 * change of roles can lock them out; the checker may read, through a role.
 */
export const NESTED_USERS = {
  admin: { commonName: 'academy:admin', organizations: ['system:masters'] },
  learner: { commonName: 'academy:learner', organizations: ['system:masters'] },
  checker: { commonName: 'academy:checker', organizations: [] as string[] },
};
export type NestedUser = keyof typeof NESTED_USERS;
