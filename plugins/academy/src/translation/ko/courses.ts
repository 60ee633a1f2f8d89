export const courses = {
  'courses.emptyTitle': '아직 코스가 없습니다',
  'courses.emptyText':
    '설정된 레슨이 없거나, 하나도 불러오지 못했습니다. 아카데미 관리자는 관리 페이지에서 원인을 확인할 수 있습니다.',
  'courses.audience': '대상: {{audience}}',
  'courses.completed': '유닛 {{total}}개 중 {{done}}개 완료',
  'courses.start': '코스 시작',
  'courses.continue': '이어서 하기',
  'courses.continueWith': '이어서 하기: {{title}}',
  'courses.review': '다시 보기',
  'courses.needs': '필요 기능: {{capabilities}}',
  'courses.notFoundTitle': '그런 코스가 없습니다',
};
