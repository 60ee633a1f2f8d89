const FOLDER = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where every pod finds the token of its ServiceAccount; it rotates. @public */
export const IN_CLUSTER_TOKEN_FILE = `${FOLDER}/token`;
/** Where every pod finds the authority of its own cluster. @public */
export const IN_CLUSTER_AUTHORITY_FILE = `${FOLDER}/ca.crt`;
