export const courses = {
  'courses.emptyTitle': 'There are no courses yet',
  'courses.emptyText':
    'Either no lessons are configured, or none of them could be loaded. An Academy administrator sees the reason on the Admin page.',
  'courses.audience': 'For whom: {{audience}}',
  'courses.completed': '{{done}} of {{total}} units completed',
  'courses.start': 'Start the course',
  'courses.continue': 'Continue',
  'courses.continueWith': 'Continue with: {{title}}',
  'courses.review': 'Read again',
  'courses.needs': 'Needs: {{capabilities}}',
  'courses.notFoundTitle': 'There is no such course',
} as const;
