/** Domain of every label and annotation of the Academy. @public */
export const ACADEMY_DOMAIN = 'kubernetes-academy.io';

/** Catalog annotation: comma-separated unit ids that belong to the entity. @public */
export const LESSONS_ANNOTATION = `${ACADEMY_DOMAIN}/lessons`;
