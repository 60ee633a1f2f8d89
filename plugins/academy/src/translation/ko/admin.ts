export const admin = {
  'admin.contentTitle': '콘텐츠 상태',
  'admin.loaded': '{{time}}에 유닛 {{units}}개를 불러왔습니다.',
  'admin.refresh': '새로 고침',
  'admin.fineTitle': '모든 콘텐츠 파일이 정상입니다',
  'admin.fineText': '레슨을 불러올 때 빠진 것이 없습니다.',
  'admin.problems':
    '문제 {{total}}건. 문제가 있는 부분만 빠지고 나머지는 그대로 이용할 수 있습니다.',
  'admin.place': '파일과 줄',
  'admin.field': '필드',
  'admin.problem': '문제',
  'admin.expected': '기대한 값',
};
