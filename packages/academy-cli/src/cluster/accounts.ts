/** The portal's account; policies and sandboxes name it. */
export const ACADEMY_ACCOUNT = { namespace: 'backstage', name: 'academy' };

/** The account of the portal's Kubernetes plugin. */
export const VIEWER_ACCOUNT = {
  namespace: 'backstage',
  name: 'backstage-kubernetes',
};
