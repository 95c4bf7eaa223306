import type { Language, MessageWords } from './language.ts';

const evidence: Language['evidence'] = {
  commit: 'commit đã được phân tích',
  clean: 'bằng chứng rằng các tệp đúng là của commit đó',
  by: 'tên người chạy phân tích',
  processes: 'thông tin về những gì được khởi chạy',
  reason: 'lý do',
  owner: 'người chịu trách nhiệm',
  approvedBy: 'người phê duyệt',
  until: 'ngày cuối cùng',
  ticket: 'phiếu công việc',
  waiver: 'chính sách không chấp nhận miễn trừ',
  suppression: 'chính sách không chấp nhận lệnh bỏ qua trong mã',
};

/** The messages of a rule that speaks of what libraries keep. */
function library(why: string): Readonly<Record<string, MessageWords>> {
  const words = { what: '`{symbol}` của {package} {keeps}', why, fix: 'với `{symbol}`, {wayOut}' };
  return { library: words, 'library-warning': words, 'library-info': words };
}

/** Vietnamese. One file: words and no code, so that the next language is one more file like it. */
export const vi: Language = {
  code: 'vi',
  name: 'Tiếng Việt',
  words: {
    title: 'Báo cáo tuân thủ: tiến trình',
    subtitle:
      'The Twelve-Factor App, yếu tố VI: ứng dụng chạy dưới dạng các tiến trình không trạng thái và không chia sẻ gì',
    disclaimer:
      'Báo cáo này hỗ trợ cho việc đánh giá, không phải là chứng nhận. Nó cho biết phép phân tích tĩnh trên mã nguồn đã tìm thấy gì và chưa xem xét gì; một biện pháp kiểm soát có được đáp ứng hay không là do người đánh giá kết luận.',
    limits: [
      'Phép phân tích đọc mã và tệp khai báo triển khai; nó không chạy thứ nào. Điều được quyết định bên ngoài, như bộ cân bằng tải cài đặt bằng tay hoặc giá trị chỉ có trong môi trường, thì không thấy được.',
      'Mã được ghép lại lúc chạy, và chương trình viết bằng ngôn ngữ khác, không được phân tích.',
      'Thư viện giữ lại những gì chỉ được biết với các thư viện có trong danh mục của phiên bản này.',
      'Một phát hiện có thể sai, và một vi phạm có thể bị bỏ sót: mỗi phát hiện kèm theo vết để có thể kiểm tra bằng tay.',
      'Chỉ xem xét yếu tố VI: báo cáo không nói gì về an toàn, tính sẵn sàng hay tính đúng đắn ngoài yếu tố này.',
    ],
    toBeConfirmed: 'Ánh xạ đề xuất, cần người đánh giá xác nhận',
    none: 'không có',
    notGiven: 'không được nêu',
    yes: 'có',
    no: 'không',
    headings: {
      summary: 'Tóm tắt',
      scope: 'Phạm vi',
      limits: 'Giới hạn',
      portfolio: 'Các dịch vụ',
      service: 'Dịch vụ',
      evidence: 'Bằng chứng',
      clauses: 'Điều khoản',
      controls: 'Biện pháp kiểm soát',
      findings: 'Phát hiện',
      exceptions: 'Ngoại lệ',
      backed: 'Trạng thái được giữ trong dịch vụ hỗ trợ',
      processes: 'Tiến trình',
      rules: 'Quy tắc',
      skipped: 'Tệp không được phân tích',
      change: 'Kể từ báo cáo trước',
      trend: 'Diễn biến',
      map: 'Tiến trình, trạng thái của chúng và các dịch vụ hỗ trợ',
      inputs: 'Đầu vào của báo cáo này',
      verify: 'Cách kiểm tra báo cáo này',
      gaps: 'Những gì chưa được xem xét',
      trace: 'Vết',
    },
    labels: {
      service: 'Dịch vụ',
      clause: 'Điều khoản',
      control: 'Biện pháp kiểm soát',
      status: 'Trạng thái',
      reasons: 'Vì sao',
      requirement: 'Yêu cầu',
      commit: 'Commit',
      state: 'Tình trạng các tệp',
      clean: 'đúng như đã commit',
      dirty: 'đã sửa sau commit',
      unknown: 'không rõ',
      tool: 'Công cụ',
      version: 'Phiên bản',
      rulesDigest: 'Quy tắc (SHA-256)',
      catalogueDigest: 'Danh mục thư viện (SHA-256)',
      configDigest: 'Cấu hình (SHA-256)',
      configFiles: 'Tệp cấu hình',
      policyDigest: 'Baseline và miễn trừ (SHA-256)',
      inputsDigest: 'Các tệp đã đọc (SHA-256)',
      policy: 'Chính sách',
      by: 'Người đánh giá',
      on: 'Ngày đánh giá',
      analysedBy: 'Người chạy phân tích',
      analysedOn: 'Ngày phân tích',
      folder: 'Thư mục',
      filesAnalysed: 'Tệp đã phân tích',
      filesSkipped: 'Tệp không phân tích',
      process: 'Tiến trình',
      kind: 'Loại',
      entry: 'Bắt đầu từ',
      replicas: 'Số bản chạy',
      startedBy: 'Được khởi chạy bởi',
      rule: 'Quy tắc',
      severity: 'Mức nghiêm trọng',
      confidence: 'Độ tin cậy',
      standing: 'Được tính là',
      change: 'Thay đổi',
      place: 'Vị trí',
      symbol: 'Tên',
      holder: 'Nơi giữ',
      consequences: 'Hệ quả',
      processes: 'Tiến trình',
      code: 'Mã',
      wayOut: 'Cách khắc phục',
      what: 'Tìm thấy gì',
      why: 'Vì sao quan trọng',
      fingerprint: 'Dấu nhận dạng',
      exception: 'Ngoại lệ',
      reason: 'Lý do',
      owner: 'Người chịu trách nhiệm',
      approvedBy: 'Người phê duyệt',
      ticket: 'Phiếu công việc',
      until: 'Ngày cuối cùng',
      where: 'Ghi tại',
      finding: 'Phát hiện',
      component: 'Thành phần',
      backingService: 'Dịch vụ hỗ trợ',
      package: 'Gói',
      proof: 'Được chứng minh bởi',
      file: 'Tệp',
      detail: 'Chi tiết',
      role: 'Vai trò',
      sha256: 'SHA-256',
      since: 'So với báo cáo ngày',
      open: 'Đang mở',
      accepted: 'Được chấp nhận',
      undecided: 'Chưa kết luận',
      noted: 'Ghi nhận',
      new: 'Mới',
      fixed: 'Đã sửa',
      reopened: 'Mở lại',
      known: 'Đã biết',
      otherTool: 'Hai báo cáo do hai phiên bản khác nhau của công cụ tạo ra: khác biệt có thể đến từ đó.',
      otherConfig: 'Hai báo cáo được tạo với cấu hình khác nhau: khác biệt có thể đến từ đó.',
      noChange: 'Không có báo cáo trước để so sánh.',
      verifyWith: 'Phân tích lại commit và cho biết các phát hiện có giống nhau không',
    },
  },
  clauses: {
    'VI.1': {
      title: 'Tiến trình không giữ trạng thái và không chia sẻ gì',
      requirement:
        'Tiến trình nào cũng phục vụ được mọi yêu cầu: không câu trả lời nào phụ thuộc vào bộ nhớ, khóa hay socket mà chỉ một tiến trình có.',
    },
    'VI.2': {
      title: 'Dữ liệu phải tồn tại lâu dài nằm trong dịch vụ hỗ trợ',
      requirement:
        'Thứ phải sống lâu hơn tiến trình được giữ trong cơ sở dữ liệu, kho đối tượng hoặc dịch vụ hỗ trợ khác, không bao giờ chỉ nằm trong tiến trình hay trên đĩa của nó.',
    },
    'VI.3': {
      title: 'Bộ nhớ và đĩa chỉ là bộ đệm ngắn cho một giao dịch',
      requirement:
        'Bộ nhớ và tệp có thể phục vụ một yêu cầu hoặc tác vụ trong lúc nó chạy; không được cho rằng thứ giữ ở đó vẫn còn cho lần sau.',
    },
    'VI.4': {
      title: 'Tài nguyên được biên dịch ở giai đoạn dựng',
      requirement:
        'Mã và tài nguyên được biên dịch và đóng gói trước khi tiến trình khởi động, không phải trong lúc nó chạy.',
    },
    'VI.5': {
      title: 'Không có phiên dính',
      requirement:
        'Dữ liệu phiên nằm trong một kho dùng chung tự hết hạn, để không máy khách nào phải quay lại cùng một tiến trình.',
    },
  },
  statuses: {
    satisfied: {
      label: 'đạt',
      meaning: 'Mọi quy tắc của điều khoản đã xem mọi tệp và không tìm thấy gì đáng tính.',
    },
    'not-satisfied': {
      label: 'không đạt',
      meaning:
        'Có ít nhất một phát hiện đang mở. Ngoại lệ đã hết hạn, hoặc thiếu điều mà chính sách đòi hỏi, không có hiệu lực.',
    },
    'risk-accepted': {
      label: 'chấp nhận rủi ro',
      meaning: 'Mọi thứ đã được xem xét, và những gì tìm thấy đều có ngoại lệ còn hiệu lực.',
    },
    'not-assessed': {
      label: 'chưa đánh giá',
      meaning: 'Không có phát hiện nào đang mở, nhưng chưa xem xét hết. Đây không phải là đạt.',
    },
  },
  standings: {
    open: 'đang mở: vi phạm các điều khoản của nó',
    accepted: 'được chấp nhận: có ngoại lệ còn hiệu lực',
    undecided: 'chưa kết luận: chưa đủ chắc chắn để tính, cần người xem xét',
    noted: 'ghi nhận: đáng biết, tự nó không phải vi phạm',
  },
  reasons: {
    'open-findings': ({ count }) => `${count} phát hiện đang mở`,
    'expired-exceptions': ({ count }) => `${count} phát hiện trong số đó có ngoại lệ đã hết hạn`,
    'incomplete-exceptions': ({ count }) =>
      `${count} phát hiện trong số đó có ngoại lệ thiếu điều mà chính sách đòi hỏi`,
    'all-held': ({ count }) => `${count} phát hiện có ngoại lệ còn hiệu lực`,
    clean: () => 'mọi thứ đã được xem xét, và không tìm thấy gì đáng tính',
    'undecided-findings': ({ count }) => `${count} phát hiện chưa đủ chắc chắn để tính và cần người xem xét`,
    'rule-off': ({ rule, from }) => `quy tắc ${rule} đã bị tắt (${from})`,
    'rule-off-in-part': ({ rule, from }) => `quy tắc ${rule} đã bị tắt cho một số tệp (${from})`,
    'rule-missing': ({ rule }) => `phép phân tích không biết quy tắc ${rule}`,
    'rule-failed': ({ rule, message }) => `quy tắc ${rule} gặp lỗi: ${message}`,
    'stage-failed': ({ stage, message }) => `một phần của phép phân tích gặp lỗi (${stage}): ${message}`,
    'files-skipped': ({ count }) => `${count} tệp không được phân tích`,
    'limit-hit': ({ count }) => `phép phân tích dừng lại ở ${count} giới hạn`,
    'no-files': () => 'không có tệp nào được phân tích',
    'no-process': () => 'không rõ thứ gì được khởi chạy',
    'process-unclear': ({ message }) => `chưa rõ thứ gì được khởi chạy: ${message}`,
    'findings-left-out': ({ message }) => `báo cáo không có đủ phát hiện: ${message}`,
    'evidence-missing': (data) =>
      `chính sách đòi hỏi ${evidence[data.evidence ?? ''] ?? data.evidence}, mà báo cáo không có`,
    'no-clause': ({ clause }) => `không quy tắc nào của phép phân tích nói về ${clause}`,
  },
  severities: { error: 'lỗi', warning: 'cảnh báo', info: 'thông tin', off: 'tắt', default: 'theo quy tắc' },
  confidences: { high: 'cao', medium: 'trung bình', low: 'thấp' },
  consequences: {
    'lost-on-restart': 'khởi động lại, sự cố hoặc triển khai làm mất nó',
    'not-shared': 'mỗi tiến trình có bản riêng, nên câu trả lời phụ thuộc vào việc hỏi tiến trình nào',
    stale: 'tiến trình tiếp tục phục vụ giá trị cũ sau khi nó đã thay đổi ở nơi khác',
    duplicated: 'mỗi tiến trình lại làm cùng một việc',
    race: 'các yêu cầu hoặc tiến trình ghi đè lên nhau',
    unbounded: 'nó lớn dần cho đến khi tiến trình hết bộ nhớ',
    'fills-disk': 'nó lớn dần cho đến khi đĩa đầy',
  },
  findingStatuses: {
    new: 'mới',
    existing: 'đã biết từ baseline',
    touched: 'đã biết từ baseline, mã của nó đã thay đổi',
    suppressed: 'bị bỏ qua trong mã',
    waived: 'được miễn trừ',
    expired: 'ngoại lệ của nó đã hết hạn',
  },
  changes: { new: 'mới', reopened: 'mở lại', known: 'đã biết', fixed: 'đã sửa' },
  processKinds: {
    server: 'máy chủ',
    worker: 'worker',
    job: 'tác vụ',
    cli: 'dòng lệnh',
    desktop: 'chương trình máy tính để bàn',
    build: 'dựng',
    test: 'kiểm thử',
    browser: 'trình duyệt',
  },
  exceptionKinds: { waiver: 'miễn trừ', suppression: 'lệnh bỏ qua trong mã' },
  exceptionStates: { valid: 'còn hiệu lực', expired: 'đã hết hạn', incomplete: 'chưa đầy đủ' },
  skipReasons: {
    crash: 'công cụ gặp lỗi với tệp này',
    'time-out': 'mất quá nhiều thời gian',
    unreadable: 'không đọc được',
    syntax: 'có lỗi cú pháp: được phân tích trong chừng mực hiểu được',
    nesting: 'lồng nhau quá sâu',
    'too-large': 'nhiều byte hơn giới hạn',
    encoding: 'không phải văn bản UTF-8',
    binary: 'không phải văn bản',
    manifest: 'tệp khai báo không hiểu được',
    language: 'mã viết bằng ngôn ngữ không được phân tích',
    'lfs-pointer': 'nội dung nằm trong Git LFS',
    submodule: 'một git submodule',
    'link-outside': 'liên kết ra ngoài kho mã',
    'link-broken': 'liên kết đến chỗ không có gì',
    'link-cycle': 'liên kết đến chính thư mục chứa nó',
    minified: 'kết quả rút gọn hoặc đóng gói',
    generated: 'mã được sinh ra hoặc kết quả dựng',
    vendored: 'bản sao của một thư viện phụ thuộc',
    declaration: 'chỉ có kiểu, không có gì chạy',
  },
  evidence,
  rules: {
    'module-state': {
      title: 'Trạng thái nằm trong bộ nhớ của một tiến trình',
      what: 'Dữ liệu sống lâu hơn một yêu cầu được giữ trong một biến của chương trình, và không nơi nào khác có bản sao.',
      why: 'Tiến trình thứ hai không thấy nó, và mỗi lần khởi động lại, sự cố hay triển khai đều làm mất nó.',
      wayOut: 'Giữ nó trong một dịch vụ hỗ trợ mà mọi tiến trình dùng chung, như cơ sở dữ liệu hoặc Redis.',
    },
    'module-cache': {
      title: 'Bản sao của dữ liệu dùng chung nằm trong bộ nhớ của một tiến trình',
      what: 'Chương trình ghi nhớ dữ liệu lấy từ nơi khác trong bộ nhớ của riêng nó.',
      why: 'Khi dữ liệu thay đổi, mỗi tiến trình vẫn trả lời bằng bản sao cũ của mình.',
      wayOut: 'Dùng bộ nhớ đệm chung có thời hạn, hoặc đọc nguồn mỗi lần cần.',
    },
    'memory-session': {
      title: 'Dữ liệu phiên nằm trong bộ nhớ của một tiến trình',
      what: 'Những gì biết về máy khách giữa hai yêu cầu được giữ trong bộ nhớ hoặc trên đĩa của một tiến trình.',
      why: 'Tiến trình khác không biết máy khách đó, và khởi động lại thì mọi phiên chấm dứt.',
      wayOut: 'Giữ phiên trong một kho chung tự hết hạn, như Redis hoặc Memcached.',
    },
    'memory-backend': {
      title: 'Thành phần thư viện giữ dữ liệu dùng chung trong bộ nhớ của một tiến trình',
      what: 'Một thư viện được cài đặt để giữ bộ đếm, tin nhắn, bản ghi hay những thứ tương tự trong bộ nhớ của tiến trình.',
      why: 'Tiến trình thứ hai có bản riêng, nên giới hạn, phát rộng và tra cứu không khớp nhau, và khởi động lại thì bắt đầu từ đầu.',
      wayOut: 'Trao cho thư viện kho hoặc adapter mà nó có cho một dịch vụ hỗ trợ.',
    },
    'embedded-database': {
      title: 'Cơ sở dữ liệu nằm bên trong tiến trình',
      what: 'Một cơ sở dữ liệu chạy bên trong tiến trình và giữ dữ liệu trên đĩa hoặc trong bộ nhớ của nó.',
      why: 'Tiến trình thứ hai, hoặc một container mới, có cơ sở dữ liệu riêng và thiếu những gì đã ghi trước đó.',
      wayOut: 'Dùng một máy chủ cơ sở dữ liệu mà mọi tiến trình với tới qua mạng.',
    },
    'in-process-lock': {
      title: 'Khóa chỉ có hiệu lực trong một tiến trình',
      what: 'Một khóa, hàng chờ hoặc giới hạn trong bộ nhớ của tiến trình bảo vệ công việc mà các tiến trình khác cũng làm.',
      why: 'Mỗi tiến trình có khóa riêng, nên hai tiến trình làm việc đó cùng một lúc.',
      wayOut:
        'Dùng khóa mà mọi tiến trình chia sẻ: trong cơ sở dữ liệu, trong Redis, hoặc qua hàng đợi với một worker.',
    },
    'in-process-schedule': {
      title: 'Công việc được hẹn giờ trong bộ nhớ của một tiến trình',
      what: 'Một tiến trình tự khởi chạy công việc lặp lại hoặc trì hoãn theo đồng hồ của riêng nó.',
      why: 'Nhiều tiến trình làm việc đó nhiều lần, và khởi động lại thì quên những gì đang chờ.',
      wayOut:
        'Để một bộ lập lịch khởi chạy công việc cho mọi tiến trình, hoặc đưa nó vào hàng đợi giữ được tác vụ trễ.',
    },
    'sticky-session': {
      title: 'Các yêu cầu của một máy khách bị buộc vào một tiến trình',
      what: 'Bộ cân bằng tải hoặc nền tảng được đặt để luôn đưa máy khách về lại cùng một tiến trình.',
      why: 'Điều đó chỉ cần khi một tiến trình biết điều mà các tiến trình khác không biết; khi nó mất đi, điều nó biết cũng mất.',
      wayOut: 'Giữ điều biết được về máy khách trong một kho chung, rồi tắt chế độ dính phiên.',
    },
    'runtime-asset-compilation': {
      title: 'Mã hoặc tài nguyên được biên dịch khi máy chủ chạy',
      what: 'Máy chủ biên dịch mã hoặc đóng gói tài nguyên khi khởi động hoặc trong lúc trả lời.',
      why: 'Mỗi tiến trình lại tự làm việc đó, chậm chạp, và một lần dựng thất bại khiến máy chủ không lên được.',
      wayOut: 'Biên dịch ở giai đoạn dựng và khởi động kết quả.',
    },
    'local-persistence': {
      title: 'Tệp để lại trên đĩa cục bộ của một tiến trình',
      what: 'Tệp được ghi xuống đĩa cục bộ và sống lâu hơn yêu cầu hoặc tác vụ đã ghi chúng.',
      why: 'Máy khác không có chúng, và container mới bắt đầu với đĩa trống.',
      wayOut: 'Đặt tệp vào kho đối tượng và bản ghi vào cơ sở dữ liệu; ghi nhật ký ra đầu ra chuẩn.',
    },
    'suppression-no-reason': {
      title: 'Lệnh bỏ qua không có lý do',
      what: 'Một chú thích trong mã bỏ qua một phát hiện mà không nói vì sao; nó không có tác dụng.',
      why: 'Về sau không ai biết ngoại lệ đó còn đúng hay không.',
      wayOut: 'Viết lý do vào chú thích, hoặc bỏ chú thích.',
    },
    'suppression-unknown-rule': {
      title: 'Lệnh bỏ qua một quy tắc không tồn tại',
      what: 'Một chú thích trong mã bỏ qua một quy tắc không tồn tại, hoặc không nêu quy tắc nào; nó không có tác dụng.',
      why: 'Trông như có điều gì đã được quyết định, mà thật ra không.',
      wayOut: 'Nêu tên quy tắc, hoặc bỏ chú thích.',
    },
    'suppression-unused': {
      title: 'Lệnh bỏ qua không bỏ qua gì',
      what: 'Một chú thích trong mã bỏ qua một phát hiện ở nơi không có phát hiện nào.',
      why: 'Nó sót lại từ mã đã thay đổi, và sẽ che đi vấn đề mới.',
      wayOut: 'Bỏ chú thích.',
    },
    'suppression-expired': {
      title: 'Lệnh bỏ qua đã quá ngày cuối cùng',
      what: 'Một chú thích trong mã bỏ qua một phát hiện đến một ngày nay đã qua; phát hiện đã trở lại.',
      why: 'Điều được chấp nhận trong một thời gian nay không còn được chấp nhận.',
      wayOut: 'Sửa điều được tìm thấy, hoặc quyết định lại về ngoại lệ.',
    },
    'assertion-failed': {
      title: 'Khẳng định mà phép phân tích không xác nhận',
      what: 'Một chú thích trong mã khẳng định điều gì đó về trạng thái mà phép phân tích không xác nhận.',
      why: 'Ai dựa vào chú thích đó đều sai.',
      wayOut: 'Sửa chú thích hoặc sửa mã.',
    },
    'policy-weakened': {
      title: 'Thay đổi làm yếu chính cổng kiểm soát mà nó phải qua',
      what: 'Một thay đổi rút bớt từ những kiểm tra mà chính nó phải qua: quy tắc, mức, baseline, miễn trừ hoặc lệnh bỏ qua.',
      why: 'Sau đó, các kiểm tra cho qua điều mà chúng đang chặn.',
      wayOut: 'Rút lại, hoặc để người duyệt chấp nhận.',
    },
  },
  messages: {
    'module-state': {
      collection: {
        what: '`{symbol}` gom dữ liệu trong bộ nhớ của tiến trình này {when}, và không nơi nào khác giữ bản sao',
        why: 'tiến trình thứ hai không bao giờ thấy những gì đã đưa vào đây, và một lần khởi động lại làm mất toàn bộ',
        whyFunctions:
          'nền tảng đóng băng instance này giữa các yêu cầu, chạy thêm instance khác song song và thu hồi nó không báo trước: những gì đã đưa vào đây sẽ mất, hoặc yêu cầu tiếp theo không thấy',
        fix: 'lưu các mục của `{symbol}` vào một dịch vụ hỗ trợ mà mọi tiến trình dùng chung, ví dụ một Redis hash (HSET/HGET/HDEL) hoặc một bảng trong cơ sở dữ liệu, và đọc chúng từ đó',
      },
      counter: {
        what: '`{symbol}` được đếm tăng trong bộ nhớ của tiến trình này {when}',
        why: 'mỗi tiến trình tự đếm, nên hai tiến trình cho ra cùng một số hai lần, và khởi động lại thì đếm từ đầu',
        whyFunctions: 'mỗi instance của hàm tự đếm và bắt đầu lại khi bị thu hồi, nên cùng một số xuất hiện nhiều lần',
        fix: 'thay cho `{symbol}`, đếm trong một dịch vụ hỗ trợ bằng thao tác nguyên tử, ví dụ Redis INCR hoặc một sequence của cơ sở dữ liệu',
      },
      slot: {
        what: '`{symbol}` bị ghi đè trong bộ nhớ của tiến trình này {when}, và không nơi nào khác giữ bản sao',
        why: 'tiến trình khác vẫn trả lời bằng giá trị cũ của riêng nó, và khởi động lại thì thay đổi bị quên',
        whyFunctions:
          'yêu cầu tiếp theo có thể chạy ở instance khác, hoặc ở instance mới sau khi instance này bị thu hồi, và gặp giá trị cũ',
        fix: 'lưu giá trị của `{symbol}` vào một dịch vụ hỗ trợ (một khóa Redis, một dòng trong cơ sở dữ liệu) mỗi khi nó đổi và đọc từ đó, hoặc truyền nó như tham số nếu nó chỉ thuộc về một yêu cầu',
      },
      random: {
        what: '`{symbol}` do mỗi tiến trình tự sinh ngẫu nhiên {when}, và máy khách mang kết quả của nó trở lại',
        why: 'thứ mà tiến trình này phát ra thì tiến trình khác từ chối, và chính nó cũng từ chối sau khi khởi động lại',
        fix: 'cho mọi tiến trình dùng một giá trị `{symbol}` chung, lấy từ cấu hình (biến môi trường, kho bí mật) hoặc từ một dịch vụ hỗ trợ giữ giá trị đầu tiên',
      },
    },
    'module-cache': {
      ...library('khi dữ liệu thay đổi, hoặc tiến trình khác thay đổi nó, tiến trình này vẫn trả lời bằng bản sao cũ'),
      miss: {
        what: '`{symbol}` giữ bản sao của dữ liệu đã tải về trong bộ nhớ của tiến trình này, được nạp khi thiếu {when}',
        why: 'khi dữ liệu thay đổi, hoặc tiến trình khác thay đổi nó, tiến trình này vẫn trả lời bằng bản sao cũ',
        whyFunctions:
          'mỗi instance tự nạp bản sao sau khi khởi động nguội, và instance bị đóng băng trả lời bằng bản cũ khi được đánh thức',
        fix: 'giữ các bản sao của `{symbol}` trong bộ nhớ đệm dùng chung có thời hạn (Redis SET với EX, Memcached), hoặc đọc nguồn mỗi lần cần',
      },
      refreshed: {
        what: '`{symbol}` là bản sao của dữ liệu đã tải về trong bộ nhớ của tiến trình này, được làm mới theo tuổi hoặc theo bộ hẹn giờ',
        why: 'hai tiến trình làm mới vào hai thời điểm khác nhau, nên câu trả lời phụ thuộc vào việc hỏi tiến trình nào',
        whyFunctions:
          'instance bị đóng băng không làm mới gì cả: bộ hẹn giờ đứng yên, và những câu trả lời đầu tiên sau khi được đánh thức lấy từ bản cũ',
        fix: 'giữ bản sao của `{symbol}` trong bộ nhớ đệm dùng chung có thời hạn (Redis SET với EX, Memcached), để mọi tiến trình thấy cùng một bản',
      },
      boot: {
        what: '`{symbol}` là bản sao của dữ liệu mà tiến trình này nạp một lần lúc khởi động, từ nơi mà người khác có thể sửa',
        why: 'sau một thay đổi, tiến trình khởi động trước và sau đó trả lời khác nhau cho đến khi tất cả được khởi động lại',
        whyFunctions:
          'các instance sống bao lâu không ai biết: sau một thay đổi, những instance có từ trước trả lời khác cho đến khi bị thu hồi',
        fix: 'đọc `{symbol}` từ nguồn của nó khi cần, hoặc giữ bản sao trong bộ nhớ đệm dùng chung có thời hạn (Redis SET với EX)',
      },
      loaded: {
        what: '`{symbol}` là bản sao của dữ liệu đã nạp trong bộ nhớ của tiến trình này, bị thay đổi {when}',
        why: 'tiến trình khác không thấy thay đổi và tiếp tục dùng bản sao của riêng nó',
        whyFunctions: 'instance khác không thấy thay đổi, và instance đã bị thu hồi thì mất nó',
        fix: 'đọc `{symbol}` từ nguồn của nó khi cần, hoặc giữ bản sao trong bộ nhớ đệm dùng chung (Redis) mà một thay đổi sẽ làm mất hiệu lực cho mọi tiến trình',
      },
      written: {
        what: '`{symbol}` là bản sao của dữ liệu đã lưu trong bộ nhớ của tiến trình này, bị thay đổi rồi ghi lại {when}',
        why: 'tiến trình khác tiếp tục dùng bản sao của riêng nó, và lần ghi tiếp theo của nó đè lên thay đổi này',
        whyFunctions:
          'instance khác tiếp tục dùng bản sao của riêng nó, và lần ghi tiếp theo của nó đè lên thay đổi này; instance bị đóng băng cũng làm vậy với bản cũ',
        fix: 'thay đổi dữ liệu ngay tại nơi lưu, trong một bước (giao dịch, cập nhật nguyên tử), và đọc `{symbol}` từ đó, hoặc giữ bản sao trong bộ nhớ đệm dùng chung (Redis) mà một thay đổi sẽ làm mất hiệu lực cho mọi tiến trình',
      },
      changed: {
        what: '`{symbol}` là bản sao của dữ liệu đã lưu trong bộ nhớ của tiến trình này, và thay đổi trong kho chỉ đến bản sao này {when}',
        why: 'tiến trình khác vẫn dùng những gì nó đã tải: nó không biết những gì được thêm ở đây, và vẫn cho qua những gì đã bị bỏ',
        whyFunctions:
          'instance khác vẫn dùng những gì nó đã tải: nó không biết những gì được thêm ở đây, và vẫn cho qua những gì đã bị bỏ',
        fix: 'đọc `{symbol}` từ nơi lưu trữ khi có gì phụ thuộc vào nó, hoặc giữ bản sao trong một bộ nhớ đệm dùng chung (Redis) mà một thay đổi làm hết hiệu lực cho mọi tiến trình',
      },
      memo: {
        what: '`{symbol}` ghi nhớ kết quả của một hàm thuần trong bộ nhớ của tiến trình này, được nạp {when}',
        why: 'mỗi tiến trình tự tính và tự giữ; câu trả lời thì giống nhau, còn bộ nhớ và các yêu cầu đầu tiên sau khi khởi động thì không',
        fix: 'cứ để nguyên nếu nó có giới hạn và nạp lại không tốn kém; nếu không, hãy đặt giới hạn cho `{symbol}`, hoặc giữ kết quả trong bộ nhớ đệm dùng chung (Redis)',
      },
    },
    'memory-session': {
      ...library(
        'các tiến trình khác không biết máy khách này là ai, và khởi động lại hoặc đổi sang đĩa khác thì mọi phiên chấm dứt',
      ),
      map: {
        what: '`{symbol}` giữ dữ liệu phiên của máy khách trong bộ nhớ của tiến trình này {when}',
        why: 'các tiến trình khác không biết máy khách này là ai, và khởi động lại thì mọi phiên chấm dứt',
        whyFunctions:
          'yêu cầu tiếp theo của máy khách có thể chạy ở instance khác của hàm, nơi không biết phiên nào, và instance bị thu hồi mang theo các phiên của nó',
        fix: 'giữ các phiên trong một kho dùng chung cho mọi tiến trình và tự hết hạn (Redis hoặc Memcached, ví dụ qua connect-redis), với cùng khóa như `{symbol}`',
      },
    },
    'memory-backend': library(
      'tiến trình thứ hai có bản riêng của nó, nên những gì bên này đếm, giữ hoặc thông báo không đến được bên kia, và khởi động lại thì bắt đầu từ đầu',
    ),
    'embedded-database': {
      ...library(
        'tiến trình thứ hai, hoặc tiến trình kế tiếp sau một lần triển khai lên đĩa khác, có cơ sở dữ liệu riêng và thiếu những gì đã ghi ở đây',
      ),
      schema: {
        what: '`{symbol}` của {unit} giữ các bảng trong một tệp SQLite của máy này',
        why: 'tiến trình thứ hai, hoặc tiến trình kế tiếp sau một lần triển khai lên đĩa khác, có cơ sở dữ liệu riêng và thiếu những gì đã ghi ở đây',
        fix: 'đặt `provider = "postgresql"` (hoặc mysql, sqlserver, cockroachdb) thay cho `{symbol}`, và cho nó địa chỉ của máy chủ',
      },
    },
    'in-process-lock': {
      flag: {
        what: '`{symbol}` cho một đoạn mã chạy mỗi lúc một lần, nhưng chỉ trong tiến trình này',
        why: 'tiến trình thứ hai có cờ riêng và chạy cùng đoạn mã đó vào cùng thời điểm',
        whyFunctions:
          'các instance của hàm chạy song song, mỗi instance một cờ, và instance bị đóng băng hoặc thu hồi giữa chừng không bao giờ hạ cờ',
        fix: 'thay cho `{symbol}`, dùng một khóa mà mọi tiến trình chia sẻ: advisory lock của PostgreSQL, khóa Redis (SET NX có thời hạn, redlock), hoặc một dòng duy nhất',
      },
      round: {
        what: '`{symbol}` ngăn một đoạn mã chạy hai lần cùng lúc, nhưng chỉ trong tiến trình này',
        why: 'tiến trình thứ hai có cờ riêng, nên việc chạy một lần ở đây sẽ chạy một lần trong mỗi tiến trình',
        fix: 'thay cho `{symbol}`, dùng một quyền giữ tạm (lease) mà mọi tiến trình chia sẻ (khóa Redis có thời hạn, một dòng có mốc thời gian), hoặc giao việc cho hàng đợi chung với mỗi lúc một worker',
      },
      chain: {
        what: '`{symbol}` xếp một đoạn mã chờ sau một promise, nhưng chỉ trong tiến trình này',
        why: 'tiến trình thứ hai có hàng chờ riêng và chạy cùng đoạn mã đó vào cùng thời điểm',
        whyFunctions:
          'các instance của hàm chạy song song, mỗi instance một hàng chờ, và instance bị thu hồi mang theo hàng chờ của nó',
        fix: 'thay cho `{symbol}`, dùng một khóa mà mọi tiến trình chia sẻ (advisory lock của PostgreSQL, khóa Redis), hoặc giao việc cho hàng đợi chung với mỗi lúc một worker',
      },
      mutex: {
        what: '`{symbol}` là khóa của riêng tiến trình này, bao quanh công việc mà các tiến trình khác cũng làm',
        why: 'tiến trình thứ hai có khóa riêng và vào cùng đoạn mã đó vào cùng thời điểm',
        fix: 'thay cho `{symbol}`, dùng một khóa mà mọi tiến trình chia sẻ: redlock hoặc redis-semaphore, SELECT ... FOR UPDATE, advisory lock của PostgreSQL',
      },
      limit: {
        what: '`{symbol}` giới hạn số việc chạy cùng lúc, nhưng chỉ trong tiến trình này',
        why: 'mỗi tiến trình cho phép chừng ấy việc của riêng nó, nên N tiến trình vượt giới hạn N lần',
        fix: 'chia sẻ giới hạn mà `{symbol}` giữ: Bottleneck với `datastore: "ioredis"`, redis-semaphore, hoặc một hàng đợi có bộ giới hạn',
      },
    },
    'in-process-schedule': {
      recurring: {
        what: '`{callee}` chạy `{symbol}` lặp đi lặp lại trong mọi tiến trình ({act})',
        why: 'hai tiến trình làm việc đó hai lần, và khởi động lại thì chu kỳ tính lại từ đầu',
        fix: 'để một bộ lập lịch duy nhất khởi chạy `{symbol}` cho mọi tiến trình: tác vụ lặp của một hàng đợi (BullMQ, pg-boss, Agenda), cron của nền tảng, hoặc một lease trong kho chung được giữ suốt chu kỳ',
      },
      delayed: {
        what: '`{callee}` hoãn `{symbol}` lại trong bộ nhớ của tiến trình này ({act})',
        why: 'khởi động lại trước khi đến giờ thì công việc bị bỏ, và không nơi nào khác biết là nó đến hạn',
        fix: 'đưa công việc của `{symbol}` vào một hàng đợi giữ được tác vụ trễ (BullMQ `delay`, pg-boss `startAfter`), hoặc lưu thời điểm đến hạn và để bộ lập lịch nhặt lấy',
      },
      debounced: {
        what: '`{callee}` giữ `{symbol}` lại trong bộ nhớ của tiến trình này ({act})',
        why: 'khởi động lại thì lời gọi đang chờ bị bỏ, và mỗi tiến trình tự tính thời gian chờ',
        fix: 'làm ngay công việc của `{symbol}`, hoặc đưa nó vào hàng đợi bằng tác vụ trễ có id để chỉ xảy ra một lần (BullMQ `delay` và `deduplication`)',
      },
      pending: {
        what: '`{callee}` để sau mới lưu điều chỉ tiến trình này biết: `{symbol}` ghi nó ({act})',
        why: 'tiến trình bị giết trước khi đến giờ thì mất điều đã được xác nhận, và hai tiến trình ghi đè lên nhau',
        fix: 'lưu thay đổi ngay khi nó xảy ra, và trả lời khi `{symbol}` đã ghi xong; hoặc giữ nó trong một dịch vụ hỗ trợ (Redis) cho đến khi được ghi',
      },
      unknown: {
        what: '`{callee}` chạy `{symbol}` trong mọi tiến trình, và không lần theo được nó làm gì ({act})',
        why: 'nếu nó tác động lên thứ ở ngoài tiến trình này, hai tiến trình sẽ làm hai lần và khởi động lại thì mất',
        fix: 'nếu `{symbol}` làm việc trên dữ liệu chung, hãy để một bộ lập lịch duy nhất khởi chạy nó cho mọi tiến trình (tác vụ lặp của một hàng đợi, cron của nền tảng)',
      },
    },
    'sticky-session': {
      ...library(
        'điều tiến trình đó biết về máy khách sẽ mất khi nó khởi động lại, bị thu nhỏ hoặc bị thay thế, và tải không được chia đều',
      ),
      cookie: {
        what: '`{symbol}` của {unit} đưa máy khách về lại cùng một tiến trình bằng cookie',
        why: 'điều tiến trình đó biết về máy khách sẽ mất khi nó khởi động lại, bị thu nhỏ hoặc bị thay thế, và tải không được chia đều',
        fix: 'giữ điều biết được về máy khách trong một kho mà mọi tiến trình dùng chung (Redis, Memcached), rồi bỏ `{setting}`',
      },
      address: {
        what: '`{symbol}` của {unit} đưa máy khách về lại cùng một tiến trình theo địa chỉ của nó',
        why: 'điều tiến trình đó biết về máy khách sẽ mất khi nó khởi động lại hoặc bị thu nhỏ, và mọi máy khách sau cùng một địa chỉ dồn vào một tiến trình',
        fix: 'giữ điều biết được về máy khách trong một kho mà mọi tiến trình dùng chung (Redis, Memcached), rồi bỏ `{setting}`',
      },
      client: {
        what: '`{symbol}` của {unit} đưa máy khách về lại cùng một tiến trình',
        why: 'điều tiến trình đó biết về máy khách sẽ mất khi nó khởi động lại, bị thu nhỏ hoặc bị thay thế, và tải không được chia đều',
        fix: 'giữ điều biết được về máy khách trong một kho mà mọi tiến trình dùng chung (Redis, Memcached), rồi bỏ `{setting}`',
      },
      default: {
        what: 'nền tảng của {unit} đưa máy khách về lại cùng một tiến trình, trừ khi `{symbol}` quy định khác',
        why: 'một máy chủ giữ thông tin máy khách trong bộ nhớ có vẻ hoạt động tốt, cho đến khi một tiến trình khởi động lại hoặc bị thay thế',
        fix: 'tắt chế độ dính phiên của `{unit}`, để trạng thái nằm trong một tiến trình lộ ra trước khi có ai dựa vào nó',
      },
    },
    'runtime-asset-compilation': {
      ...library(
        'mỗi tiến trình tự biên dịch cùng một thứ cho mình, với trình biên dịch và bộ nhớ của nó trong môi trường vận hành, và trả lời muộn cho đến khi xong',
      ),
      first: {
        what: '`{symbol}` biên dịch mỗi lần máy chủ khởi động',
        why: 'mỗi tiến trình tự dựng bản của mình trước khi trả lời, và một lần dựng thất bại khiến máy chủ không lên được',
        fix: 'chạy `{symbol}` khi dựng image hoặc bản phát hành, và khởi động sản phẩm của nó',
      },
      'while-running': {
        what: '`{symbol}` biên dịch mã mà nó nạp trong lúc máy chủ chạy',
        why: 'mỗi tiến trình biên dịch cùng các tệp đó mỗi lần khởi động, với trình biên dịch và bộ nhớ của nó trong môi trường vận hành',
        fix: 'biên dịch khi dựng image hoặc bản phát hành, và khởi động kết quả bằng `node` thay cho `{symbol}`',
      },
      'dev-server': {
        what: '`{symbol}` khởi động một máy chủ dành cho phát triển, biên dịch theo yêu cầu',
        why: 'mỗi tiến trình tự biên dịch khi được hỏi lần đầu, và theo dõi những tệp không bao giờ thay đổi trong môi trường vận hành',
        fix: 'dựng khi tạo image hoặc bản phát hành, và khởi động máy chủ vận hành thay cho `{symbol}`',
      },
      packager: {
        what: '`{symbol}` đóng gói tài nguyên khi có người hỏi đến',
        why: 'mỗi tiến trình tự đóng gói trong máy chủ đang chạy, và trả lời chậm hoặc khác đi cho đến khi xong',
        fix: 'đóng gói tài nguyên của `{symbol}` ở giai đoạn dựng: {command}',
      },
    },
    'local-persistence': {
      data: {
        what: '`{symbol}` ghi {target} xuống đĩa cục bộ {when}, và không gì xóa nó',
        why: 'không tiến trình nào khác có tệp đó, và nó mất cùng container đã ghi nó',
        fix: 'đặt nội dung ở nơi mọi tiến trình với tới: kho đối tượng (`PutObjectCommand` của @aws-sdk/client-s3) cho tệp, một dòng cơ sở dữ liệu cho bản ghi',
      },
      shared: {
        what: '`{symbol}` ghi {target} xuống đĩa cục bộ {when}, và `{reader}` lấy nó từ đó về sau',
        why: 'yêu cầu về sau có thể đến một tiến trình không có tệp đó',
        fix: 'ghi và đọc nó qua một kho đối tượng mà mọi tiến trình dùng chung (`PutObjectCommand` và `GetObjectCommand` của @aws-sdk/client-s3), hoặc giữ nó trong cơ sở dữ liệu',
      },
      handed: {
        what: '`{symbol}` ghi {target} xuống đĩa cục bộ {when}, và đường dẫn của nó đi tiếp qua `{reader}`',
        why: 'ai nhận đường dẫn từ đó có thể chạy trên máy khác, nơi không có tệp',
        fix: 'tải thứ mà `{symbol}` ghi lên kho đối tượng trước, và chuyển tiếp khóa của nó thay cho đường dẫn',
      },
      kept: {
        what: '`{symbol}` tạo {target} ở lần khởi động đầu tiên và giữ nó trên đĩa cục bộ',
        why: 'mỗi máy và mỗi container mới tạo một cái riêng, và thứ đã ký hoặc lưu bằng cái khác sẽ bị từ chối',
        fix: 'cấp thứ mà `{symbol}` tạo ra cho mọi tiến trình qua biến môi trường hoặc kho bí mật, hoặc tạo một lần và giữ trong cơ sở dữ liệu',
      },
      'one-name': {
        what: '`{symbol}` ghi {target} {when}, dưới một tên chung cho tất cả',
        why: 'hai lượt cùng lúc ghi đè lên nhau, và lượt xong trước xóa tệp của cả hai',
        fix: 'đặt cho tệp của `{symbol}` một tên riêng mỗi lần (`fs.mkdtemp`, `crypto.randomUUID()`), hoặc giữ nội dung trong bộ nhớ',
      },
      served: {
        what: '`{symbol}` giữ các tệp tải lên trong {target} trên đĩa cục bộ, từ đó `{reader}` phục vụ chúng',
        why: 'tệp mà tiến trình này nhận thì các tiến trình khác không tìm thấy, và mất cùng container của nó',
        fix: 'truyền tệp tải lên thẳng vào kho đối tượng (`multer-s3`, hoặc `Upload` của @aws-sdk/lib-storage) và phục vụ từ đó',
      },
      upload: {
        what: '`{symbol}` đặt mọi tệp tải lên vào {target} trên đĩa cục bộ',
        why: 'thứ mà trình xử lý không xóa, kể cả khi lỗi, sẽ ở lại đó và làm đầy đĩa của tiến trình này',
        fix: 'giữ tệp nhỏ trong bộ nhớ (`multer.memoryStorage()`) hoặc truyền chúng vào kho đối tượng (`multer-s3`)',
      },
      log: {
        what: '`{symbol}` ghi dòng nhật ký vào {target} trên đĩa cục bộ',
        why: 'mỗi tiến trình có tệp riêng, không ai thấy chúng cùng nhau, và chúng mất cùng container',
        fix: 'ghi các dòng của `{symbol}` ra stdout và để nền tảng thu thập',
      },
      cache: {
        what: '`{symbol}` giữ dữ liệu đã tải về hoặc đã tính trong {target} trên đĩa cục bộ {when}',
        why: 'mỗi tiến trình tự nạp và để cũ bản của mình, và bắt đầu mà không có bản nào',
        fix: 'giữ các bản sao của `{symbol}` trong bộ nhớ đệm dùng chung có thời hạn (Redis SET với EX) hoặc trong kho đối tượng',
      },
      answer: {
        what: '`{symbol}` ghi {target} cho một câu trả lời {when}, và không gì xóa nó',
        why: 'mỗi câu trả lời để lại một tệp, cho đến khi đĩa của tiến trình này đầy',
        fix: 'truyền thứ mà `{symbol}` ghi thẳng vào phản hồi, hoặc xóa tệp sau khi gửi (trong khối finally)',
      },
      program: {
        what: '`{symbol}` để {target} ghi xuống đĩa cục bộ {when}',
        why: 'không tiến trình nào khác có thứ nó đã ghi, và nó mất cùng container',
        fix: 'làm việc mà `{symbol}` khởi chạy ở giai đoạn dựng, hoặc đưa thứ chương trình tạo ra vào kho đối tượng mà mọi tiến trình dùng chung',
      },
      'program-left': {
        what: '`{symbol}` để {target} thay đổi đĩa cục bộ {when}',
        why: 'các tiến trình khác tiếp tục với thứ chúng có, và container mới bắt đầu mà không có thay đổi đó',
        fix: 'làm việc mà `{symbol}` khởi chạy ở giai đoạn dựng, và triển khai bản phát hành mới khi cần thay đổi',
      },
      library: {
        what: '`{symbol}` {keeps} ({target}) {when}',
        why: 'không tiến trình nào khác có thứ nó đã ghi, và nó mất cùng container',
        fix: 'thay cho `{symbol}`: {wayOut}',
      },
      'library-left': {
        what: '`{symbol}` {keeps} ({target}) {when}',
        why: 'mỗi tiến trình có bản riêng, và nó làm đầy đĩa của tiến trình này cho đến khi có người xóa',
        fix: 'thay cho `{symbol}`: {wayOut}',
      },
      'on-shared-volume': {
        what: '`{symbol}` ghi {target} lên một volume mà mọi tiến trình cùng gắn',
        why: 'các tiến trình khác thấy tệp, còn khóa, tệp ghi dở và tốc độ mạng vẫn là câu hỏi',
        fix: 'cứ để thứ mà `{symbol}` ghi ở đó chừng nào mỗi lần ghi thay cả tệp; nếu không, đưa nó vào kho đối tượng hoặc cơ sở dữ liệu',
      },
      volume: {
        what: '`{symbol}` là một volume của {unit}, và không thấy nơi nào ghi vào nó',
        why: 'có thứ giữ dữ liệu ở đó cho về sau, mà các tiến trình trên máy khác không có',
        fix: 'bỏ `{setting}` ở nơi không còn cần đến, hoặc giữ dữ liệu của nó trong một dịch vụ hỗ trợ',
      },
      leak: {
        what: '`{symbol}` ghi tệp tạm {target} mà khi lỗi sẽ bị bỏ lại',
        why: 'nó chỉ được xóa khi thành công, nên các lần lỗi làm đầy đĩa của tiến trình này',
        fix: 'xóa thứ mà `{symbol}` đã ghi trong khối finally',
      },
    },
    'suppression-no-reason': {
      missing: {
        what: 'chú thích này bỏ qua `{symbol}` mà không có lý do, nên phát hiện vẫn còn',
        why: 'về sau không ai biết ngoại lệ này còn đúng hay không',
        fix: 'viết lý do sau hai dấu gạch ngang: `{directive} {symbol} -- LÝ DO`',
      },
    },
    'suppression-unknown-rule': {
      unknown: {
        what: 'chú thích này bỏ qua `{symbol}`, mà không có quy tắc nào như vậy',
        why: 'nó không có tác dụng',
        fix: 'nêu một quy tắc mà `sharenothing rules` liệt kê{near}',
      },
      none: {
        what: 'chú thích này (`{symbol}`) không nêu quy tắc nào',
        why: 'nó không có tác dụng: không có lệnh bỏ qua tất cả',
        fix: 'nêu quy tắc giữa từ đầu tiên và hai dấu gạch ngang: `{symbol} QUY-TẮC -- LÝ DO`',
      },
      meta: {
        what: 'chú thích này bỏ qua `{symbol}`, một quy tắc về lệnh bỏ qua',
        why: 'nó không có tác dụng, vì nếu có thì người bỏ qua lại tự xét lệnh bỏ qua của mình',
        fix: 'sửa điều mà `{symbol}` báo, hoặc tắt quy tắc trong cấu hình',
      },
      directive: {
        what: 'chú thích này bắt đầu bằng `{symbol}`, vốn không có nghĩa gì',
        why: 'nó không có tác dụng',
        fix: 'bắt đầu nó bằng `sharenothing-ignore-next-line`, `-ignore-line`, `-ignore-start`, `-ignore-end`, `-ignore-file` hoặc `sharenothing-assert`{near}',
      },
    },
    'suppression-unused': {
      unused: {
        what: 'chú thích này bỏ qua `{symbol}` ở nơi không có phát hiện nào của nó',
        why: 'người đọc tưởng có vấn đề trong khi không có, và vấn đề mới sẽ bị che đi',
        fix: 'bỏ `{symbol}` khỏi chú thích',
      },
      elsewhere: {
        what: 'chú thích này bỏ qua `{symbol}` trên dòng không có phát hiện nào của nó; phát hiện gần nhất nằm ở dòng {line}',
        why: 'ở đó nó không có tác dụng',
        fix: 'chuyển nó lên ngay trên dòng {line}, hoặc bỏ `{symbol}` khỏi chú thích',
      },
      'not-first': {
        what: 'chú thích này bỏ qua `{symbol}` cho cả tệp nhưng lại đứng sau mã',
        why: 'nó không có tác dụng: điều áp dụng cho cả tệp phải thấy được ở đầu tệp',
        fix: 'chuyển nó lên trên dòng mã đầu tiên, hoặc nêu dòng bằng `sharenothing-ignore-next-line`',
      },
      'no-end': {
        what: 'chú thích này mở một khối bỏ qua `{symbol}`, và không gì đóng khối đó',
        why: 'nó không có tác dụng: nếu có thì nó sẽ kéo đến hết tệp',
        fix: 'viết `sharenothing-ignore-end {symbol}` ở dưới khối',
      },
      'no-start': {
        what: 'chú thích này (`{symbol}`) đóng một khối mà không gì mở',
        why: 'nó không có tác dụng',
        fix: 'bỏ chú thích này, hoặc viết `sharenothing-ignore-start` với cùng các quy tắc ở trên khối',
      },
    },
    'suppression-expired': {
      expired: {
        what: 'chú thích này đã bỏ qua `{symbol}` đến {until}',
        why: 'phát hiện đã trở lại',
        fix: 'sửa điều mà `{symbol}` tìm thấy ở đó, hoặc quyết định lại và ghi một ngày muộn hơn',
      },
      malformed: {
        what: 'chú thích này bỏ qua `{symbol}` đến `{until}`, vốn không phải một ngày',
        why: 'nó bị coi là hết hạn, nên phát hiện vẫn còn',
        fix: 'ghi ngày cuối cùng theo dạng YYYY-MM-DD, ví dụ `until 2027-01-31`',
      },
    },
    'assertion-failed': {
      found: {
        what: 'chú thích này khẳng định `{symbol}`, còn phép phân tích báo `{state}` là {says}',
        why: 'ai dựa vào chú thích này đều hiểu sai điều hai tiến trình làm',
        fix: 'đưa `{state}` ra khỏi tiến trình như phát hiện của nó nói, hoặc bỏ chú thích',
      },
      'other-reason': {
        what: 'chú thích này khẳng định `{symbol}`, còn phép phân tích coi `{state}` là {says}',
        why: 'ai dựa vào chú thích này đều hiểu sai vì sao `{state}` vô hại',
        fix: 'sửa lại khẳng định hoặc bỏ chú thích; `sharenothing trace` cho biết những gì đã rõ về dòng này',
      },
      nothing: {
        what: 'chú thích này khẳng định `{symbol}`, và không có gì trên dòng {line} xác nhận được điều đó',
        why: 'không ai kiểm tra khẳng định này',
        fix: 'đặt nó ngay trên khai báo của trạng thái, hoặc bỏ đi: `sharenothing trace` cho biết những gì đã rõ về một dòng',
      },
      unknown: {
        what: 'chú thích này khẳng định `{symbol}`, vốn không phải một khẳng định',
        why: 'không ai kiểm tra nó',
        fix: 'khẳng định `init-only`, `request-scoped` hoặc `backed`{near}',
      },
      'not-one': {
        what: 'chú thích này (`{symbol}`) không nêu đúng một khẳng định',
        why: 'không ai kiểm tra nó',
        fix: 'viết một khẳng định sau `sharenothing-assert`: `init-only`, `request-scoped` hoặc `backed`',
      },
    },
    'policy-weakened': {
      severity: {
        what: 'thay đổi này đặt `{symbol}` thành {now} cho {files}; trước đây là {before}',
        why: 'sau khi hợp nhất, cổng kiểm soát cho qua điều mà nó đang chặn',
        fix: 'rút lại, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      ignored: {
        what: 'thay đổi này bỏ ra ngoài những gì tìm thấy trong {files}: chúng khớp với `{symbol}`',
        why: 'sau khi hợp nhất, không gì tìm thấy ở đó được báo nữa',
        fix: 'rút lại, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      setting: {
        what: 'thay đổi này đặt `{symbol}` thành {now}; trước đây là {before}',
        why: 'sau khi hợp nhất, cổng kiểm soát cho qua điều mà nó đang chặn',
        fix: 'rút lại, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      process: {
        what: 'thay đổi này nói rằng thứ khởi chạy từ `{symbol}` là {now}; trước đây là {before}',
        why: 'thứ không chạy như máy chủ hay worker được xét nhẹ hơn, hoặc không được xét',
        fix: 'rút lại, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      library: {
        what: 'thay đổi này sửa những gì đã biết về gói `{symbol}`',
        why: 'một mục về thư viện có thể biến phát hiện thành im lặng',
        fix: 'rút lại, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      code: {
        what: 'thay đổi này sửa cấu hình `{symbol}`, vốn là mã và đã không được chạy',
        why: 'nó biến cổng kiểm soát thành gì thì chưa biết trước khi chạy',
        fix: 'đọc nó, và chấp nhận bằng `--allow-policy-change`',
      },
      baseline: {
        what: 'thay đổi này thêm `{symbol}` ({rule} trong {file}) vào baseline',
        why: 'sau khi hợp nhất, phát hiện đó không còn làm hỏng lượt chạy',
        fix: 'sửa phát hiện đó, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      waiver: {
        what: 'thay đổi này miễn trừ `{symbol}` đến {until}; {before}',
        why: 'cho đến lúc đó, phát hiện không còn làm hỏng lượt chạy',
        fix: 'sửa phát hiện đó, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
      suppression: {
        what: 'thay đổi này bỏ qua `{symbol}` ({rule}) bằng một chú thích',
        why: 'sau khi hợp nhất, phát hiện đó không còn làm hỏng lượt chạy',
        fix: 'sửa phát hiện đó, hoặc để người duyệt chấp nhận bằng `--allow-policy-change`',
      },
    },
  },
  steps: {
    declared: '`{symbol}` được tạo ở đây, một lần trong mỗi tiến trình, và sống lâu như tiến trình',
    configured: '`{callee}` được thiết lập ở đây, một lần trong mỗi tiến trình',
    handed: '`{callee}` được trao nó ở đây',
    decided: '`{name}` được quyết định ở đây',
    'looked-up': '`{name}` cũng được đọc ở đây',
    loaded: 'module này được nạp {root}',
    exported: '`{name}` được xuất ra ở đây',
    imported: '`{name}` được nhập vào ở đây',
    written: '`{by}` ghi vào `{symbol}` ở đây',
    'written-inline': '`{symbol}` được ghi ở đây',
    read: '`{by}` đọc `{symbol}` ở đây',
    called: '`{by}` gọi `{callee}` ở đây',
    'called-on-load': '`{callee}` được gọi ở đây trong lúc module được nạp',
    registered: '`{name}` được đăng ký ở đây để chạy {root}',
    'registered-inline': 'hàm này được đăng ký ở đây để chạy {root}',
    'started-by': 'tiến trình `{process}` ({kind}) được khởi chạy bởi dòng này',
    'replicated-replicas': '`{setting}` ({unit}): nhiều bản của tiến trình này chạy',
    'replicated-autoscaler': '`{setting}` ({unit}): có thể có nhiều bản của tiến trình này chạy',
    'replicated-workers':
      '`{setting}` ({unit}): nhiều bản của tiến trình này chạy trên một máy, mỗi bản có bộ nhớ riêng',
    'replicated-each-node': '`{setting}` ({unit}): mỗi nút chạy một bản của tiến trình này',
    'single-replicas':
      '`{setting}` ({unit}) giữ nó ở một tiến trình, nên điều này bị che đi cho đến khi bản thứ hai chạy, như trong lúc cập nhật',
    'single-recreate':
      '`{setting}` ({unit}) dừng tiến trình cũ trước khi khởi chạy tiến trình mới, nên điều này bị che đi',
    'single-stateful-set': '`{setting}` ({unit}) giữ nó ở một tiến trình có tên riêng, nên điều này bị che đi',
    'single-max-instances': '`{setting}` ({unit}) giữ nó ở một tiến trình, nên điều này bị che đi',
    'single-disk': 'một `{setting}` của {unit} giữ nó ở một tiến trình, nên điều này bị che đi',
    'restarted-memory-limit': '`{setting}` ({unit}) khởi động lại tiến trình khi bộ nhớ của nó đã lớn',
    'restarted-schedule': '`{setting}` ({unit}) khởi động lại tiến trình vào giờ định sẵn',
    'restarted-spot-node': '`{setting}` ({unit}): nút có thể bị lấy đi bất cứ lúc nào',
    'restarted-scale-to-zero': '`{setting}` ({unit}): tiến trình bị dừng khi không ai hỏi đến',
    'restarted-ephemeral-disk': '`{setting}` ({unit}) mất cùng pod',
    functions:
      'tiến trình này chạy dưới dạng hàm ({unit}): các instance của nó bị đóng băng giữa các yêu cầu và bị thu hồi bất cứ lúc nào',
    entry: 'tiến trình `{process}` ({kind}) bắt đầu trong tệp này',
    'in-process-schedule/armed': '`{callee}` hẹn giờ cho `{symbol}` ở đây',
    'in-process-schedule/acts': '`{by}` tác động ra ngoài tiến trình ở đây ({act})',
    'in-process-schedule/arms-from': '`{by}` gọi `{callee}` ở đây, dẫn đến bộ hẹn giờ',
    'in-process-schedule/arms-root': '`{name}` được đăng ký ở đây, dẫn đến bộ hẹn giờ {root}',
    'sticky-session/setting': '`{setting}` buộc các yêu cầu của một máy khách vào một tiến trình',
    'sticky-session/needed-by': '`{symbol}` giữ điều mà chỉ một tiến trình biết về máy khách của nó',
    'runtime-asset-compilation/starts': '`{text}` là lệnh mà bản triển khai khởi động',
    'runtime-asset-compilation/runs': '`{text}` được nó chạy',
    'runtime-asset-compilation/packages': '`{text}` để việc đóng gói cho máy chủ đang chạy',
    'runtime-asset-compilation/uses': '`{text}` đưa trình đóng gói vào',
    'local-persistence/file-written': '`{symbol}` ghi {target} ở đây',
    'local-persistence/path-made': 'đường dẫn được tạo ở đây',
    'local-persistence/file-read': '`{by}` lấy nó từ đĩa ở đây',
    'local-persistence/file-served': '`{by}` phục vụ những gì nằm ở đó',
    'local-persistence/path-handed': '`{callee}` nhận đường dẫn đi tiếp ở đây',
    'local-persistence/mounted':
      '`{setting}` ({unit}) giữ nó cạnh container, cho các tiến trình của một máy hoặc một pod',
    'local-persistence/mounted-shared': '`{setting}` ({unit}) giữ nó ở nơi mọi tiến trình đều thấy',
    'local-persistence/mounted-ephemeral': '`{setting}` ({unit}) giữ nó chừng nào pod còn sống',
  },
  phrases: {
    'while it serves requests': 'trong lúc phục vụ yêu cầu',
    'while it works on jobs': 'trong lúc xử lý tác vụ',
    'when clients connect': 'khi máy khách kết nối',
    'when events arrive': 'khi sự kiện đến',
    'on a timer': 'theo bộ hẹn giờ',
    'after start-up': 'sau khi khởi động',
    'at start-up': 'lúc khởi động',
    'at shutdown': 'lúc dừng',
    'for each request': 'cho mỗi yêu cầu',
    'for each job': 'cho mỗi tác vụ',
    'at each event': 'ở mỗi sự kiện',
    'for each connection': 'cho mỗi kết nối',
    'for each request ({name})': 'cho mỗi yêu cầu ({name})',
    'for each job ({name})': 'cho mỗi tác vụ ({name})',
    'at each event ({name})': 'ở mỗi sự kiện ({name})',
    'for each connection ({name})': 'cho mỗi kết nối ({name})',
    'on a timer ({name})': 'theo bộ hẹn giờ ({name})',
    'at start-up ({name})': 'lúc khởi động ({name})',
    'at shutdown ({name})': 'lúc dừng ({name})',
    'after start-up ({name})': 'sau khi khởi động ({name})',
    'the module': 'module',
    'an anonymous function': 'một hàm không tên',
    'not known': 'không rõ',
    'a file': 'một tệp',
    'to the same place': 'vào cùng chỗ',
    'a static folder': 'một thư mục tĩnh',
    'is given a place on the local disk': 'được trao một chỗ trên đĩa cục bộ',
    'keep what the library stores there in a backing service, if it can, or give it memory alone':
      'giữ những gì thư viện lưu ở đó trong một dịch vụ hỗ trợ, nếu nó làm được, hoặc chỉ trao cho nó bộ nhớ',
    '; the nearest is {name}': '; gần nhất là {name}',
    'run `jammit` there, or set `package_assets: off` where files are served unpacked':
      'chạy `jammit` ở đó, hoặc đặt `package_assets: off` nơi tệp được phục vụ không đóng gói',
    'set `COMPRESS_OFFLINE = True` and run `manage.py compress` there':
      'đặt `COMPRESS_OFFLINE = True` và chạy `manage.py compress` ở đó',
    'set `config.assets.compile = false` and run `rails assets:precompile` there':
      'đặt `config.assets.compile = false` và chạy `rails assets:precompile` ở đó',
    'what its messages say': 'theo thông báo của nó',
    'not declared': 'không được khai báo',
    'a server': 'máy chủ',
    'a worker': 'worker',
    'a job': 'tác vụ',
    'a cli': 'chương trình dòng lệnh',
    'a build': 'bước dựng',
    'a test': 'kiểm thử',
    'a browser': 'mã trình duyệt',
    'it was not waived': 'trước đây không được miễn trừ',
    'it was waived until {until}': 'trước đây được miễn trừ đến {until}',
    'differs by folder': 'khác nhau theo thư mục',
    'The Twelve-Factor App, factor VI (Processes)': 'The Twelve-Factor App, yếu tố VI (Tiến trình)',
    'ISO/IEC 27001:2022, annex A (candidate mapping)': 'ISO/IEC 27001:2022, phụ lục A (ánh xạ đề xuất)',
    'SOC 2, Trust Services Criteria (candidate mapping)': 'SOC 2, tiêu chí Trust Services (ánh xạ đề xuất)',
    'NIST SP 800-53 revision 5 (candidate mapping)': 'NIST SP 800-53 bản sửa đổi 5 (ánh xạ đề xuất)',
    default: 'mặc định',
    high: 'cao',
    medium: 'trung bình',
    low: 'thấp',
    error: 'lỗi',
    warning: 'cảnh báo',
    info: 'thông tin',
    off: 'tắt',
    'its store': 'kho của nó',
    'the session store': 'kho phiên',
    'the database of the handle': 'cơ sở dữ liệu của kết nối đó',
    'the client cookie': 'cookie của máy khách',
    'the session middleware': 'lớp trung gian phiên',
    'its adapter': 'adapter của nó',
    'a signed token': 'token có chữ ký',
    'its model': 'mô hình của nó',
    'its store client': 'client kho của nó',
    'the adapter': 'adapter',
    'the store': 'kho',
    'the flag service': 'dịch vụ cờ tính năng',
    'the queue service': 'dịch vụ hàng đợi',
    'its storage': 'nơi lưu trữ của nó',
    'the event store': 'kho sự kiện',
    '1 finding below confidence {least} left out': '1 phát hiện có độ tin cậy dưới {least} bị lược bỏ',
    '{count} findings below confidence {least} left out': '{count} phát hiện có độ tin cậy dưới {least} bị lược bỏ',
    '1 finding below severity error left out (--quiet)': '1 phát hiện dưới mức lỗi bị lược bỏ (--quiet)',
    '{count} findings below severity error left out (--quiet)': '{count} phát hiện dưới mức lỗi bị lược bỏ (--quiet)',
    '1 finding that other files make left out: the report was narrowed to {name}':
      '1 phát hiện do tệp khác gây ra bị lược bỏ: báo cáo được thu hẹp vào {name}',
    '{count} findings that other files make left out: the report was narrowed to {name}':
      '{count} phát hiện do tệp khác gây ra bị lược bỏ: báo cáo được thu hẹp vào {name}',
    '{setting} ({unit}) hides 1 finding: with one process nobody notices':
      '{setting} ({unit}) che đi 1 phát hiện: với một tiến trình thì không ai nhận ra',
    '{setting} ({unit}) hides {count} findings: with one process nobody notices':
      '{setting} ({unit}) che đi {count} phát hiện: với một tiến trình thì không ai nhận ra',
    '{entry} is gone: `sharenothing baseline prune` takes it out of the baseline':
      '{entry} không còn nữa: `sharenothing baseline prune` lấy nó ra khỏi baseline',
    '`{symbol}` counts as new: it was {before} and is {now} now':
      '`{symbol}` được tính là mới: trước đây là {before} và nay là {now}',
    '{waiver} counts as expired: {why}': '{waiver} bị coi là hết hạn: {why}',
    '{waiver} ran out on {until}': '{waiver} đã hết hạn vào {until}',
    '{waiver} holds nothing: take it out of the file': '{waiver} không giữ gì: hãy bỏ nó khỏi tệp',
    '{waiver} runs out on {until} (owner {owner})': '{waiver} hết hạn vào {until} (người chịu trách nhiệm {owner})',
    'the reports are of {count} different commits': 'các báo cáo thuộc {count} commit khác nhau',
    'different reports of the same folder were joined': 'các báo cáo khác nhau của cùng một thư mục đã được gộp lại',
    'a stage failed on {name}: some of what counts as new may have been there':
      'một giai đoạn gặp lỗi trên {name}: một số điều được tính là mới có thể đã có từ trước',
    '{file} cannot be read; what it deploys is not known': 'không đọc được {file}; không rõ nó triển khai gì',
    '{file} is not valid YAML; what it starts is not known': '{file} không phải YAML hợp lệ; không rõ nó khởi chạy gì',
    '{file} is not valid YAML; its functions are not known': '{file} không phải YAML hợp lệ; không rõ các hàm của nó',
    '{file} is not valid YAML; its workspaces are not known':
      '{file} không phải YAML hợp lệ; không rõ các workspace của nó',
    'no script, manifest or framework starts a server; what {file} exports ({entries}) is taken for one':
      'không script, tệp khai báo hay framework nào khởi chạy máy chủ; những gì {file} xuất ra ({entries}) được coi là máy chủ',
    'no script, manifest or framework starts a server; the packages are taken for libraries, which other programs start':
      'không script, tệp khai báo hay framework nào khởi chạy máy chủ; các gói được coi là thư viện do chương trình khác khởi chạy',
    'nothing says what is started, and no file has the usual name of a server':
      'không gì cho biết thứ gì được khởi chạy, và không tệp nào có tên thường gặp của máy chủ',
    'nothing says what is started; {file} is taken for a server because of its name':
      'không gì cho biết thứ gì được khởi chạy; {file} được coi là máy chủ vì tên của nó',
    '{place} starts {written}, for which no source file was found':
      '{place} khởi chạy {written}, mà không tìm thấy tệp nguồn nào cho nó',
    '{place} starts another file of the program, and nothing tells which: what only that file loads is not judged':
      '{place} khởi chạy một tệp khác của chương trình mà không gì cho biết là tệp nào: những gì chỉ tệp đó nạp thì không được xét',
    '{place} loads {written}, which is not there: what only that loads is not judged':
      '{place} nạp {written}, vốn không có ở đó: những gì chỉ nó nạp thì không được xét',
    '{files} loads modules by a path that is worked out while the program runs: they are judged where it leads to folders of the program':
      '{files} nạp mô-đun theo một đường dẫn được tính ra khi chương trình chạy: chúng được xét khi đường dẫn ấy dẫn đến thư mục của chương trình',
    '{files} load modules by a path that is worked out while the program runs: they are judged where it leads to folders of the program':
      '{files} nạp mô-đun theo một đường dẫn được tính ra khi chương trình chạy: chúng được xét khi đường dẫn ấy dẫn đến thư mục của chương trình',
    '{files} and {count} more load modules by a path that is worked out while the program runs: they are judged where it leads to folders of the program':
      '{files} và {count} tệp nữa nạp mô-đun theo một đường dẫn được tính ra khi chương trình chạy: chúng được xét khi đường dẫn ấy dẫn đến thư mục của chương trình',
    'scripts call more scripts than are followed; some of what they start may be missing':
      'các script gọi nhiều script hơn mức được lần theo; một số thứ chúng khởi chạy có thể bị thiếu',
    '{file} has {count} scripts; the first {most} are read': '{file} có {count} script; chỉ {most} script đầu được đọc',
    '{place} is no JSON object; the package is left out':
      '{place} không phải một đối tượng JSON; gói này bị bỏ ra ngoài',
    '{place} is not valid JSON ({why}); the package is left out':
      '{place} không phải JSON hợp lệ ({why}); gói này bị bỏ ra ngoài',
    '{place} is no JSON object; it is ignored': '{place} không phải một đối tượng JSON; nó bị bỏ qua',
    '{place} is not valid JSON ({why}); it is ignored': '{place} không phải JSON hợp lệ ({why}); nó bị bỏ qua',
    '{file} extends {target}, which extends it again; it is cut there':
      '{file} kế thừa {target}, mà {target} lại kế thừa nó; chuỗi bị cắt tại đó',
    '{file} extends {target}, which is too far down the chain; it is cut there':
      '{file} kế thừa {target}, vốn nằm quá sâu trong chuỗi; chuỗi bị cắt tại đó',
    '{file} extends {target}, which is not in the repository; its settings are not known':
      '{file} kế thừa {target}, vốn không có trong kho mã; không rõ các thiết lập của nó',
    '{file} extends {target}, which is generated and not in the repository; by convention it maps {names}':
      '{file} kế thừa {target}, vốn được sinh ra và không có trong kho mã; theo quy ước nó ánh xạ {names}',
    '{file} extends {target}, which is generated and not in the repository':
      '{file} kế thừa {target}, vốn được sinh ra và không có trong kho mã',
    '{file} could not be read; versions come from the ranges in package.json':
      'không đọc được {file}; phiên bản được lấy từ các khoảng trong package.json',
    "{file} is bun's binary lock file, which is not read; bun.lock is":
      '{file} là tệp khóa nhị phân của bun, vốn không được đọc; bun.lock thì có',
    'this configuration is not read: another one of the same folder comes first':
      'cấu hình này không được đọc: một cấu hình khác cùng thư mục được ưu tiên',
    '{name} counts in the configuration of what is analysed, not in a nested one':
      '{name} chỉ có hiệu lực trong cấu hình của thứ được phân tích, không phải trong cấu hình lồng bên trong',
    'no file matches {pattern}': 'không tệp nào khớp với {pattern}',
    'there is no file `{file}` to start a process from': 'không có tệp `{file}` để khởi chạy tiến trình từ đó',
    'in conflict: nothing merged is staged': 'đang xung đột: không có bản hợp nhất nào trong vùng chờ',
    'announced by git add -N: nothing is staged': 'được báo bởi git add -N: không có gì trong vùng chờ',
    'a git repository of its own': 'một kho git riêng',
    'the path is too long': 'đường dẫn quá dài',
    'the name is no UTF-8': 'tên không phải UTF-8',
    'not a regular file': 'không phải tệp thường',
    'the same folder as one already listed': 'trùng với một thư mục đã liệt kê',
    'the object is missing (a partial clone)': 'thiếu đối tượng (bản nhân không đầy đủ)',
    '{size} bytes, the limit is {limit}': '{size} byte, giới hạn là {limit}',
    'the path leaves the repository': 'đường dẫn ra khỏi kho mã',
    'to {target}': 'đến {target}',
    'nests deeper than {depth} levels, or chains more than {length}':
      'lồng sâu hơn {depth} tầng, hoặc nối chuỗi dài hơn {length}',
    'line {line}: {message}; what was understood is analysed':
      'dòng {line}: {message}; phần hiểu được vẫn được phân tích',
    'a Helm template, which is no YAML before it is rendered': 'một mẫu Helm, chưa phải YAML trước khi được dựng',
    'objects were followed for {steps} steps; some values are unknown':
      'các đối tượng được lần theo {steps} bước; một số giá trị không rõ',
    '{count} values could be more than {most} objects each; the others were not followed':
      '{count} giá trị có thể là hơn {most} đối tượng mỗi giá trị; các đối tượng còn lại không được lần theo',
    'too many functions and objects; some contexts are unknown': 'quá nhiều hàm và đối tượng; một số ngữ cảnh không rõ',
    'writes a whole file to the disk of this machine': 'ghi trọn một tệp xuống đĩa của máy này',
    'grows a file on the disk of this machine, line by line': 'làm một tệp trên đĩa của máy này dài thêm từng dòng',
    'fills a file on the disk of this machine through a stream':
      'đổ dữ liệu vào một tệp trên đĩa của máy này qua luồng',
    'leaves a copy of a file on the disk of this machine': 'để lại bản sao của một tệp trên đĩa của máy này',
    'copies a folder tree onto the disk of this machine': 'chép một cây thư mục xuống đĩa của máy này',
    'moves a file to its lasting place on the disk of this machine':
      'chuyển một tệp đến chỗ lâu dài của nó trên đĩa của máy này',
    'points a name in a local folder at something else': 'trỏ một tên trong thư mục cục bộ sang thứ khác',
    'opens a file on the disk of this machine for writing': 'mở một tệp trên đĩa của máy này để ghi',
    'empties a file that this machine keeps between requests': 'làm rỗng một tệp mà máy này giữ giữa các yêu cầu',
    'puts a key and value into the file named by --localstorage-file':
      'đặt khóa và giá trị vào tệp nêu bởi --localstorage-file',
    'writes a file on the disk of the machine that runs Deno': 'ghi một tệp lên đĩa của máy chạy Deno',
    'puts a file at its place on the disk of the machine that runs Deno':
      'đặt một tệp vào chỗ của nó trên đĩa của máy chạy Deno',
    'writes a file on the disk of the machine that runs Bun': 'ghi một tệp lên đĩa của máy chạy Bun',
    'fills a file on the disk of the machine that runs Bun': 'đổ dữ liệu vào một tệp trên đĩa của máy chạy Bun',
    'makes the folders it lacks and writes a file on this machine':
      'tạo các thư mục còn thiếu và ghi một tệp trên máy này',
    'uses a JSON file of this machine as a small database': 'dùng một tệp JSON của máy này làm cơ sở dữ liệu nhỏ',
    'copies or moves files to a place on this machine': 'chép hoặc chuyển tệp đến một chỗ trên máy này',
    'leaves a marker file on this machine': 'để lại một tệp đánh dấu trên máy này',
    'replaces a file of this machine in one step': 'thay một tệp của máy này trong một bước',
    'keeps settings in a JSON file under the home folder of the service user':
      'giữ thiết lập trong một tệp JSON dưới thư mục nhà của người dùng chạy dịch vụ',
    'writes configuration that was changed while running into a file of this machine':
      'ghi cấu hình đã đổi trong lúc chạy vào một tệp của máy này',
    'keeps a file for each key in a folder of this machine': 'giữ mỗi khóa một tệp trong một thư mục của máy này',
    'writes a workbook to a file of this machine': 'ghi một sổ tính vào một tệp của máy này',
    'streams a workbook into a file of this machine': 'truyền một sổ tính theo luồng vào một tệp của máy này',
    'writes a document to a file of this machine, a random one in the temp folder unless named':
      'ghi một tài liệu vào một tệp của máy này, tên ngẫu nhiên trong thư mục tạm nếu không đặt tên',
    'writes an image to a file of this machine': 'ghi một ảnh vào một tệp của máy này',
    'writes media to a file of this machine': 'ghi tệp phương tiện vào một tệp của máy này',
    'writes thumbnails to a folder of this machine': 'ghi ảnh thu nhỏ vào một thư mục của máy này',
    'writes a table to a file of this machine': 'ghi một bảng vào một tệp của máy này',
    'writes rows to a file of this machine': 'ghi các dòng vào một tệp của máy này',
    'writes a document to a file of this machine': 'ghi một tài liệu vào một tệp của máy này',
    'writes a presentation to a file of this machine': 'ghi một bài trình chiếu vào một tệp của máy này',
    'writes a picture of each page to savePath on this machine': 'ghi ảnh của từng trang vào savePath trên máy này',
    'downloads media to a file of this machine': 'tải tệp phương tiện về một tệp của máy này',
    'keeps resized images in cacheFolder on this machine': 'giữ ảnh đã đổi cỡ trong cacheFolder trên máy này',
    'unpacks an archive into a folder of this machine': 'bung một tệp nén vào một thư mục của máy này',
    'writes an archive to a file of this machine': 'ghi một tệp nén vào một tệp của máy này',
    'unpacks or writes an archive on this machine': 'bung hoặc ghi một tệp nén trên máy này',
    'unpacks one entry into a folder of this machine': 'bung một mục vào một thư mục của máy này',
    'downloads a file to a folder of this machine': 'tải một tệp về một thư mục của máy này',
    'clones a repository into a folder of this machine': 'nhân bản một kho mã vào một thư mục của máy này',
    'changes a working copy of this machine; other processes keep the old one':
      'đổi bản làm việc của máy này; các tiến trình khác vẫn giữ bản cũ',
    'keeps a repository in a folder of this machine': 'giữ một kho mã trong một thư mục của máy này',
    'makes a file or folder that stays until the process ends':
      'tạo một tệp hoặc thư mục còn lại cho đến khi tiến trình kết thúc',
    'makes a file or folder that stays until cleanup is called':
      'tạo một tệp hoặc thư mục còn lại cho đến khi hàm dọn dẹp được gọi',
    'writes a temp file that nobody removes': 'ghi một tệp tạm mà không ai xóa',
    'writes a cache folder of this machine': 'ghi một thư mục đệm của máy này',
    'downloads language data to cachePath on this machine at first use':
      'tải dữ liệu ngôn ngữ về cachePath trên máy này ở lần dùng đầu',
    'downloads models to a cache folder of this machine at first use':
      'tải mô hình về một thư mục đệm của máy này ở lần dùng đầu',
    'writes a picture of the page to a file of this machine': 'ghi ảnh chụp trang vào một tệp của máy này',
    'writes the page to a file of this machine': 'ghi trang vào một tệp của máy này',
    'keeps the profile of the browser in a folder of this machine':
      'giữ hồ sơ của trình duyệt trong một thư mục của máy này',
    'writes cookies and logins to a file of this machine': 'ghi cookie và thông tin đăng nhập vào một tệp của máy này',
    'writes a download or video to a file of this machine': 'ghi một tệp tải về hoặc video vào một tệp của máy này',
    'writes videos to a folder of this machine': 'ghi video vào một thư mục của máy này',
    'keeps the profile of a logged-in browser in a folder of this machine':
      'giữ hồ sơ của một trình duyệt đã đăng nhập trong một thư mục của máy này',
    'keeps credentials and keys in a folder of this machine':
      'giữ thông tin xác thực và khóa trong một thư mục của máy này',
    'keeps a login in a folder of this machine': 'giữ một lượt đăng nhập trong một thư mục của máy này',
    'keeps the sync token and state in a JSON file of this machine':
      'giữ mã đồng bộ và trạng thái trong một tệp JSON của máy này',
    'keeps keys and certificates in configDir on this machine': 'giữ khóa và chứng chỉ trong configDir trên máy này',
    'keeps a file a key in a folder of this machine': 'giữ mỗi khóa một tệp trong một thư mục của máy này',
    'keeps the index as JSON files in persistDir on this machine':
      'giữ chỉ mục dưới dạng tệp JSON trong persistDir trên máy này',
    'keeps what it learned of the network in storage.cacheDir on this machine':
      'giữ những gì học được về mạng trong storage.cacheDir trên máy này',
    'puts each uploaded file into a folder of this machine': 'đặt mỗi tệp tải lên vào một thư mục của máy này',
    'puts each uploaded file into its destination folder, or the temp folder, and leaves it there':
      'đặt mỗi tệp tải lên vào thư mục đích, hoặc thư mục tạm, và để nguyên ở đó',
    'puts the uploaded file of this route into a folder of this machine':
      'đặt tệp tải lên của tuyến này vào một thư mục của máy này',
    'puts every uploaded file of this route into a folder of this machine':
      'đặt mọi tệp tải lên của tuyến này vào một thư mục của máy này',
    'puts the uploads of every interceptor in the module into a folder of this machine':
      'đặt tệp tải lên của mọi interceptor trong module vào một thư mục của máy này',
    'puts each file part into uploadDir, the temp folder unless told, and never removes it':
      'đặt mỗi phần tệp vào uploadDir, mặc định là thư mục tạm, và không bao giờ xóa',
    'puts each file part into the temp folder, unless told another, and never removes it':
      'đặt mỗi phần tệp vào thư mục tạm, trừ khi chỉ định thư mục khác, và không bao giờ xóa',
    'puts each file part into uploadDir and never removes it': 'đặt mỗi phần tệp vào uploadDir và không bao giờ xóa',
    'puts each upload into tempFileDir, ./tmp unless told, and leaves it there':
      'đặt mỗi tệp tải lên vào tempFileDir, mặc định là ./tmp, và để nguyên ở đó',
    'moves an upload to its lasting place on this machine':
      'chuyển một tệp tải lên đến chỗ lâu dài của nó trên máy này',
    'puts each file part into formidable.uploadDir, the temp folder unless told, and leaves it there':
      'đặt mỗi phần tệp vào formidable.uploadDir, mặc định là thư mục tạm, và để nguyên ở đó',
    'puts the payload of this route into a file of `uploads` and does not delete it':
      'đặt nội dung gửi đến tuyến này vào một tệp của `uploads` và không xóa',
    'keeps resumable uploads, finished and unfinished, in a folder of this machine':
      'giữ các lượt tải lên nối tiếp được, đã xong và chưa xong, trong một thư mục của máy này',
    'keeps the objects of the disk below a local folder': 'giữ các đối tượng của kho dưới một thư mục cục bộ',
    'keeps a file for each key below a local folder': 'giữ mỗi khóa một tệp dưới một thư mục cục bộ',
    'keeps images and files in storagePath on this machine': 'giữ ảnh và tệp trong storagePath trên máy này',
    'keeps the files of upload collections in staticDir on this machine':
      'giữ tệp của các bộ sưu tập tải lên trong staticDir trên máy này',
    'appends the log to a file that grows without a limit unless maxsize is set':
      'nối nhật ký vào một tệp lớn dần không giới hạn trừ khi đặt maxsize',
    'appends the log of the default logger to a file': 'nối nhật ký của bộ ghi mặc định vào một tệp',
    'keeps the files of parse-server in the folder ./files of this machine':
      'giữ các tệp của parse-server trong thư mục ./files trên máy này',
    'keeps dated log files in ./logs of this machine unless told otherwise':
      'giữ các tệp nhật ký theo ngày trong ./logs trên máy này, trừ khi được bảo khác',
    'keeps dated log files and an audit file beside them':
      'giữ các tệp nhật ký theo ngày và một tệp kiểm soát bên cạnh',
    'appends the log to a file': 'nối nhật ký vào một tệp',
    'appends the log to the file named in its only argument': 'nối nhật ký vào tệp nêu ở tham số duy nhất của nó',
    'appends the log to the file named in its second argument': 'nối nhật ký vào tệp nêu ở tham số thứ hai của nó',
    'appends the log to a file through a transport': 'nối nhật ký vào một tệp qua một transport',
    'keeps rolled log files, those of earlier starts for ever':
      'giữ các tệp nhật ký cuốn vòng, của những lần khởi động trước thì giữ mãi',
    'keeps rotated log files': 'giữ các tệp nhật ký xoay vòng',
    'appends the log to files, one a stream with a path': 'nối nhật ký vào các tệp, mỗi luồng có đường dẫn một tệp',
    'keeps log files through a file appender': 'giữ các tệp nhật ký qua một appender ghi tệp',
    'appends the request log to a file': 'nối nhật ký yêu cầu vào một tệp',
    'keeps dated log files below `root`': 'giữ các tệp nhật ký theo ngày dưới `root`',
    'appends the log to a file under the home folder unless transports.file.level is false':
      'nối nhật ký vào một tệp dưới thư mục nhà trừ khi transports.file.level là false',
    'writes a key that a request asks for in vain into the locale file':
      'ghi khóa mà yêu cầu hỏi nhưng không có vào tệp ngôn ngữ',
    'writes missing translations into files of backend.addPath':
      'ghi các bản dịch còn thiếu vào tệp của backend.addPath',
    'runs its function again and again in this process': 'chạy hàm của nó lặp đi lặp lại trong tiến trình này',
    'holds its function in this process until the time is over':
      'giữ hàm của nó trong tiến trình này cho đến khi hết thời gian',
    'holds its function in this process for days': 'giữ hàm của nó trong tiến trình này nhiều ngày',
    'drives a loop that runs for ever in this process': 'chạy một vòng lặp không dừng trong tiến trình này',
    'runs its subscriber and operators again and again in this process':
      'chạy bên đăng ký và các toán tử của nó hết lần này đến lần khác trong tiến trình này',
    'runs its subscriber and operators by the clock in this process':
      'chạy bên đăng ký và các toán tử của nó theo đồng hồ trong tiến trình này',
    'holds the last call back in this process until calls pause':
      'giữ lời gọi cuối lại trong tiến trình này cho đến khi ngừng gọi',
    'holds the trailing call back in this process': 'giữ lời gọi đuôi lại trong tiến trình này',
    'runs its function in this process whenever a local file changes':
      'chạy hàm của nó trong tiến trình này mỗi khi một tệp cục bộ thay đổi',
    'runs a cron job in every process': 'chạy một tác vụ cron trong mọi tiến trình',
    'runs a cron job in every process that starts the task': 'chạy một tác vụ cron trong mọi tiến trình khởi động nó',
    'keeps a job in the memory of this process; one-off jobs are gone after a restart':
      'giữ một tác vụ trong bộ nhớ của tiến trình này; tác vụ một lần sẽ mất sau khi khởi động lại',
    'runs its job files in worker threads of every process':
      'chạy các tệp tác vụ của nó trong luồng worker của mọi tiến trình',
    'runs a job in every process': 'chạy một tác vụ trong mọi tiến trình',
    'runs its cron jobs in every process': 'chạy các tác vụ cron của nó trong mọi tiến trình',
    'runs the method by the clock in every process': 'chạy phương thức theo đồng hồ trong mọi tiến trình',
    'runs the method again and again in every process': 'chạy phương thức lặp đi lặp lại trong mọi tiến trình',
    'runs the method once after each start of each process':
      'chạy phương thức một lần sau mỗi lần khởi động của mỗi tiến trình',
    'keeps a job that was registered while running, in this process alone':
      'giữ một tác vụ được đăng ký trong lúc chạy, chỉ trong tiến trình này',
    'runs its function by a text schedule in every process':
      'chạy hàm của nó theo lịch viết bằng chữ trong mọi tiến trình',
    'holds its function in this process until the next time of a schedule':
      'giữ hàm của nó trong tiến trình này cho đến thời điểm kế tiếp của một lịch',
    'runs the onTick of the class by the clock in every process':
      'chạy onTick của lớp theo đồng hồ trong mọi tiến trình',
    'runs a job in each scheduler process; withoutOverlapping holds inside it alone':
      'chạy một tác vụ trong mỗi tiến trình lập lịch; withoutOverlapping chỉ có hiệu lực bên trong nó',
    'runs a cron job in this process unless Deno Deploy runs it':
      'chạy một tác vụ cron trong tiến trình này trừ khi Deno Deploy chạy nó',
    'queues those who wait in this process, so another process enters at the same time':
      'xếp hàng những bên chờ trong tiến trình này, nên tiến trình khác vào cùng lúc',
    'queues those who wait by key in this process, so another process enters at the same time':
      'xếp hàng những bên chờ theo khóa trong tiến trình này, nên tiến trình khác vào cùng lúc',
    'queues those who wait in this process, so each process enters as often again':
      'xếp hàng những bên chờ trong tiến trình này, nên mỗi tiến trình lại vào chừng ấy lần',
    'counts what runs in this process, so each process runs as many again':
      'đếm những gì đang chạy trong tiến trình này, nên mỗi tiến trình lại chạy chừng ấy',
    'runs one after the other in this process, so each process runs one at a time':
      'chạy lần lượt từng việc trong tiến trình này, nên mỗi tiến trình chạy một việc cùng lúc',
    'makes a lock beside a file of this disk, which other machines do not see':
      'tạo khóa bên cạnh một tệp trên đĩa này, mà các máy khác không thấy',
    'locks between the threads of this process alone': 'khóa giữa các luồng của riêng tiến trình này',
    'reaches the threads of this process, or of this machine, and no other':
      'với tới các luồng của tiến trình này, hoặc của máy này, và không nơi nào khác',
    'keeps every session in a MemoryStore of this process': 'giữ mọi phiên trong một MemoryStore của tiến trình này',
    'keeps session data in an object of this process': 'giữ dữ liệu phiên trong một đối tượng của tiến trình này',
    'keeps sessions in an lru-cache of this process': 'giữ các phiên trong một lru-cache của tiến trình này',
    'keeps a JSON file a session on this machine': 'giữ mỗi phiên một tệp JSON trên máy này',
    'keeps sessions in a SQLite file of this machine': 'giữ các phiên trong một tệp SQLite của máy này',
    'keeps sessions in a database file of this machine': 'giữ các phiên trong một tệp cơ sở dữ liệu của máy này',
    'keeps sessions in a MemoryStore of this process': 'giữ các phiên trong một MemoryStore của tiến trình này',
    'keeps sessions in a memory store of this process': 'giữ các phiên trong một kho bộ nhớ của tiến trình này',
    'keeps the secrets that it agrees on with a provider when a login begins in an object of its module':
      'giữ các khóa bí mật đã thỏa thuận với nhà cung cấp khi bắt đầu đăng nhập trong một đối tượng của mô-đun của nó',
    'keeps the messages of each conversation in an LRU of this process, where `parentMessageId` looks for them':
      'giữ các tin nhắn của mỗi cuộc trò chuyện trong một LRU của tiến trình này, nơi `parentMessageId` tìm chúng',
    'counts the requests of each address in an object of its module':
      'đếm các yêu cầu của mỗi địa chỉ trong một đối tượng của mô-đun của nó',
    'keeps what it knows of each upload in a MemoryKvStore of this process':
      'giữ những gì nó biết về mỗi lượt tải lên trong một MemoryKvStore của tiến trình này',
    'writes the page of WhatsApp Web to `.wwebjs_cache` after each login and reads it at the next start':
      'ghi trang WhatsApp Web vào `.wwebjs_cache` sau mỗi lần đăng nhập và đọc lại ở lần khởi động sau',
    'keeps the key and the certificate of its authority, and those of each host, in a folder of this machine':
      'giữ khóa và chứng chỉ của tổ chức chứng thực của nó, cùng của từng máy chủ, trong một thư mục của máy này',
    'counts failed attempts in this process': 'đếm các lần thử thất bại trong tiến trình này',
    'keeps the peers of a room, with what they are known by, in this process, so those who joined in another do not meet':
      'giữ những người trong một phòng, cùng những gì nhận ra họ, trong tiến trình này, nên ai vào phòng ở tiến trình khác thì không gặp được nhau',
    'keeps every session in a store that this process holds': 'giữ mọi phiên trong một kho mà tiến trình này giữ',
    'keeps sessions in a Map of its MemoryStore': 'giữ các phiên trong một Map của MemoryStore',
    'keeps sessions in a Map of this process': 'giữ các phiên trong một Map của tiến trình này',
    'keeps sessions that outgrow the cookie in the default cache of hapi, which is memory':
      'giữ các phiên không vừa cookie trong bộ nhớ đệm mặc định của hapi, tức là bộ nhớ',
    'keeps a file a session below `dir` on this machine': 'giữ mỗi phiên một tệp dưới `dir` trên máy này',
    'keeps a file a session on this machine': 'giữ mỗi phiên một tệp trên máy này',
    'keeps every session in the MemoryStore of express-session': 'giữ mọi phiên trong MemoryStore của express-session',
    'keeps sessions, grants, codes and tokens in an LRU of a thousand entries':
      'giữ phiên, quyền cấp, mã và token trong một LRU một nghìn mục',
    'keeps the ids of requests that wait for their answer in memory':
      'giữ id của các yêu cầu đang chờ trả lời trong bộ nhớ',
    'keeps the events of resumable streams in a Map without limit':
      'giữ các sự kiện của luồng nối tiếp được trong một Map không giới hạn',
    'keeps a session object for each client': 'giữ một đối tượng phiên cho mỗi máy khách',
    'keeps OAuth transactions, codes and tokens in memory': 'giữ giao dịch, mã và token OAuth trong bộ nhớ',
    'keeps the session of each chat in memory': 'giữ phiên của mỗi cuộc trò chuyện trong bộ nhớ',
    'keeps a file a chat below dirName on this machine': 'giữ mỗi cuộc trò chuyện một tệp dưới dirName trên máy này',
    'keeps the session of each chat in a file of this machine':
      'giữ phiên của mỗi cuộc trò chuyện trong một tệp của máy này',
    'keeps the tokens of each workspace in memory': 'giữ token của mỗi không gian làm việc trong bộ nhớ',
    'keeps its entries in a Map of this process': 'giữ các mục của nó trong một Map của tiến trình này',
    'keeps tokens or states in files under the home folder': 'giữ token hoặc trạng thái trong tệp dưới thư mục nhà',
    'keeps conversation and user state as text in an object of this process':
      'giữ trạng thái hội thoại và người dùng dưới dạng văn bản trong một đối tượng của tiến trình này',
    'keeps every checkpoint of every thread in this process': 'giữ mọi điểm lưu của mọi mạch trong tiến trình này',
    'keeps the messages of a conversation in this process':
      'giữ các tin nhắn của một cuộc hội thoại trong tiến trình này',
    'keeps the conversation in this process, mixed for all users':
      'giữ cuộc hội thoại trong tiến trình này, lẫn lộn của mọi người dùng',
    'keeps the items of a conversation in this process': 'giữ các mục của một cuộc hội thoại trong tiến trình này',
    'keeps sessions, memories and artifacts in this process': 'giữ phiên, ký ức và sản phẩm trong tiến trình này',
    'keeps sessions and recent packets of lost connections in this process':
      'giữ phiên và các gói tin gần đây của kết nối đã mất trong tiến trình này',
    'keeps the ids of logged-in administrators in this process':
      'giữ id của các quản trị viên đã đăng nhập trong tiến trình này',
    'counts hits in a MemoryStore of this process, so N processes allow N times the limit':
      'đếm lượt trong một MemoryStore của tiến trình này, nên N tiến trình cho phép gấp N lần giới hạn',
    'counts hits in two maps of this process': 'đếm lượt trong hai map của tiến trình này',
    'counts hits in a MemoryStore of this process': 'đếm lượt trong một MemoryStore của tiến trình này',
    'counts points by key in this process': 'đếm điểm theo khóa trong tiến trình này',
    'counts points in the primary process of this machine': 'đếm điểm trong tiến trình chính của máy này',
    'counts points in a SQLite file of this machine': 'đếm điểm trong một tệp SQLite của máy này',
    'holds waiting callers in this process': 'giữ những bên gọi đang chờ trong tiến trình này',
    'counts hits in an LRU of this process': 'đếm lượt trong một LRU của tiến trình này',
    'counts hits in the Map given as `db`': 'đếm lượt trong Map được trao làm `db`',
    'counts hits in a Map of this process': 'đếm lượt trong một Map của tiến trình này',
    'counts hits in an object of this process': 'đếm lượt trong một đối tượng của tiến trình này',
    'counts points in this process': 'đếm điểm trong tiến trình này',
    'puts each file part of every request into uploadDir, the temp folder unless told, and never removes it':
      'đặt mỗi phần tệp của mọi yêu cầu vào uploadDir, là thư mục tạm nếu không chỉ định, và không bao giờ xoá',
    'parse uploads on the routes that take them, with multer.memoryStorage() or a stream to an object store':
      'phân tích tệp tải lên ở những tuyến nhận chúng, bằng multer.memoryStorage() hoặc một luồng tới kho đối tượng',
    'puts each file part of a multipart request into uploadDir, the temp folder unless told, and never removes it':
      'đặt mỗi phần tệp của yêu cầu multipart vào uploadDir, là thư mục tạm nếu không chỉ định, và không bao giờ xoá',
    'take jsonBodyParser() where no route takes files, or give `multipartFileHandler` an upload stream':
      'dùng jsonBodyParser() khi không tuyến nào nhận tệp, hoặc trao cho `multipartFileHandler` một luồng tải lên',
    'keeps each session by its id in this process, so every request of a polling client must come back to it':
      'giữ mỗi phiên theo mã của nó trong tiến trình này, nên mọi yêu cầu của máy khách thăm dò phải quay lại đúng tiến trình',
    'take WebSockets alone (`ws`) and hand messages on through Redis, so that a client may reconnect anywhere':
      'chỉ dùng WebSocket (`ws`) và chuyển thông điệp qua Redis, để máy khách có thể nối lại ở bất cứ đâu',
    'keeps the peers of each torrent in this process, so those who announce to another do not meet':
      'giữ các nút ngang hàng của mỗi torrent trong tiến trình này, nên những nút báo tới tiến trình khác không gặp nhau',
    'run one tracker behind its own address, or take a tracker that keeps its peers in Redis':
      'chạy một tracker sau địa chỉ riêng, hoặc dùng tracker giữ các nút trong Redis',
    'keeps the sitemaps for a day in the memory of this process':
      'giữ sơ đồ trang trong một ngày trong bộ nhớ của tiến trình này',
    'set `maxAge: 0` and cache at the proxy, or write the sitemap to an object store when its pages change':
      'đặt `maxAge: 0` và lưu đệm ở proxy, hoặc ghi sơ đồ trang vào kho đối tượng khi các trang thay đổi',
    'keeps what its functions gave in this process': 'giữ kết quả các hàm của nó trong tiến trình này',
    "set `storage: { type: 'redis', options: { client } }`": "đặt `storage: { type: 'redis', options: { client } }`",
    'counts uses in a Map of this process': 'đếm số lần dùng trong một Map của tiến trình này',
    'keeps subscribed threads, their queues and locks in this process':
      'giữ các luồng trò chuyện đã đăng ký, hàng đợi và khoá của chúng trong tiến trình này',
    'take createRedisState of @chat-adapter/state-redis': 'dùng createRedisState của @chat-adapter/state-redis',
    'writes which migrations have run into umzug.json of this machine':
      'ghi những lần di trú đã chạy vào umzug.json trên máy này',
    'give `storage: new SequelizeStorage({ sequelize })`, or another that keeps them in the database':
      'trao `storage: new SequelizeStorage({ sequelize })`, hoặc một kho khác giữ chúng trong cơ sở dữ liệu',
    'writes which migrations have run into a JSON file of this machine':
      'ghi những lần di trú đã chạy vào một tệp JSON trên máy này',
    'give `stateStore` an object whose load and save ask the database':
      'trao cho `stateStore` một đối tượng có load và save hỏi cơ sở dữ liệu',
    'writes each backup as a JSON file into a folder of this machine, where load and list look for it':
      'ghi mỗi bản sao lưu thành tệp JSON vào một thư mục trên máy này, nơi load và list tìm nó',
    'set `jsonSave: false` and keep the backup that create gives in the database':
      'đặt `jsonSave: false` và giữ bản sao lưu do create trả về trong cơ sở dữ liệu',
    'keeps the queue of tracks of each guild in this process':
      'giữ hàng đợi bài hát của mỗi guild trong tiến trình này',
    'write the queue to the database when it changes, and fill it again at start':
      'ghi hàng đợi vào cơ sở dữ liệu khi nó thay đổi, và nạp lại khi khởi động',
    'keeps the player of each guild, with its queue of tracks and its settings, in this process':
      'giữ trình phát của mỗi guild, cùng hàng đợi bài hát và các thiết lập của nó, trong tiến trình này',
    'writes every file of a form into the temp folder of this machine, on any route, and leaves it there':
      'ghi mọi tệp của biểu mẫu vào thư mục tạm trên máy này, ở bất kỳ đường dẫn nào, và để lại đó',
    'take `json()` and `urlencoded()` alone, and stream the files of the routes that want some to a store':
      'chỉ dùng `json()` và `urlencoded()`, và truyền các tệp của những đường dẫn cần đến chúng vào một kho lưu trữ',
    'keeps all giveaways in memory and in a JSON file of this machine':
      'giữ mọi lượt tặng quà trong bộ nhớ và trong một tệp JSON trên máy này',
    'extend GiveawaysManager with methods that ask the database (getAllGiveaways, saveGiveaway, ...)':
      'mở rộng GiveawaysManager bằng các phương thức hỏi cơ sở dữ liệu (getAllGiveaways, saveGiveaway, ...)',
    'keeps the session of each conversation in a Map of this process':
      'giữ phiên của mỗi cuộc trò chuyện trong một Map của tiến trình này',
    'keeps where each dialogue stands in a MemoryStorage of this process':
      'giữ vị trí của mỗi cuộc đối thoại trong một MemoryStorage của tiến trình này',
    'give `storage` an adapter of a store, such as MongoDbStorage of botbuilder-storage-mongodb':
      'trao cho `storage` một bộ nối của kho lưu trữ, như MongoDbStorage của botbuilder-storage-mongodb',
    'counts the requests of each address in a store of this process':
      'đếm yêu cầu của mỗi địa chỉ trong một kho của tiến trình này',
    'give `store: redis`, a client of the redis package': 'trao `store: redis`, một client của gói redis',
    'appends each category of the log to dated files of this machine':
      'nối thêm mỗi loại nhật ký vào các tệp theo ngày trên máy này',
    'set `file: false` and `stdout: true`': 'đặt `file: false` và `stdout: true`',
    'keeps rooms and users in NeDB files of this machine, loaded into the memory of this process':
      'giữ phòng và người dùng trong các tệp NeDB trên máy này, nạp vào bộ nhớ của tiến trình này',
    'set `disableStores: true` and keep rooms and users in a database server':
      'đặt `disableStores: true` và giữ phòng và người dùng trong một máy chủ cơ sở dữ liệu',
    'keeps joins and leaves that wait, with their retries, in this process':
      'giữ các lượt vào và ra đang chờ, cùng các lần thử lại, trong tiến trình này',
    'write the joins that are due to the database, and work them off from there':
      'ghi các lượt vào đến hạn vào cơ sở dữ liệu, và xử lý chúng từ đó',
    'keeps the state of rooms in this process, brought up to date by the events that reach it':
      'giữ trạng thái các phòng trong tiến trình này, cập nhật theo những sự kiện tới nó',
    'ask the homeserver when the state is needed, or keep it in a shared cache':
      'hỏi homeserver khi cần trạng thái, hoặc giữ nó trong bộ đệm dùng chung',
    'downloads an object or a file to a path of this machine':
      'tải một đối tượng hay tệp xuống một đường dẫn trên máy này',
    'read it as a stream or into memory, and put what must stay into an object store':
      'đọc nó như một luồng hoặc vào bộ nhớ, và đặt những gì phải giữ vào kho đối tượng',
    'copies or moves files to a path of this machine': 'sao chép hoặc chuyển tệp tới một đường dẫn trên máy này',
    'put what must stay into an object store': 'đặt những gì phải giữ vào kho đối tượng',
    'writes an archive to a path of this machine': 'ghi một kho nén tới một đường dẫn trên máy này',
    'give `customWriteStream` a stream to an object store': 'trao cho `customWriteStream` một luồng tới kho đối tượng',
    'counts login attempts in this process': 'đếm số lần thử đăng nhập trong tiến trình này',
    'counts tokens in this process': 'đếm token trong tiến trình này',
    'counts the starts of an interval in this process, so N processes start N times as many':
      'đếm số lần khởi chạy trong một khoảng thời gian trong tiến trình này, nên N tiến trình khởi chạy gấp N lần',
    'counts calls in this process': 'đếm lời gọi trong tiến trình này',
    'keeps its reservoir and waiting jobs in this process': 'giữ hạn mức và các tác vụ chờ trong tiến trình này',
    'keeps the times of recent calls in this process, so N processes call N times as often':
      'giữ thời điểm của các lời gọi gần đây trong tiến trình này, nên N tiến trình gọi dày gấp N lần',
    'counts in the default cache of hapi, which is memory': 'đếm trong bộ nhớ đệm mặc định của hapi, tức là bộ nhớ',
    'keeps call times in an InMemoryStore of this process':
      'giữ thời điểm gọi trong một InMemoryStore của tiến trình này',
    'counts hits in this process': 'đếm lượt trong tiến trình này',
    'counts sign-in attempts in a Map of this process': 'đếm số lần thử đăng nhập trong một Map của tiến trình này',
    'counts connections by address in a Map of this process':
      'đếm kết nối theo địa chỉ trong một Map của tiến trình này',
    'keeps seen keys and their answers in this process':
      'giữ các khóa đã gặp và câu trả lời của chúng trong tiến trình này',
    'keeps idempotency keys in a Map of this process': 'giữ các khóa chống lặp trong một Map của tiến trình này',
    'keeps rooms and sockets in this process, so an emit reaches its own clients alone':
      'giữ phòng và socket trong tiến trình này, nên một lần phát chỉ đến máy khách của riêng nó',
    'passes events through the primary process of one machine': 'chuyển sự kiện qua tiến trình chính của một máy',
    'knows the sockets of this process alone, with or without an adapter':
      'chỉ biết các socket của tiến trình này, có hay không có adapter',
    'knows the rooms of this process alone, with or without an adapter':
      'chỉ biết các phòng của tiến trình này, có hay không có adapter',
    'knows the sockets of this process alone, so a broadcast over them reaches its own clients':
      'chỉ biết các socket của tiến trình này, nên phát qua chúng chỉ đến máy khách của riêng nó',
    'sends to the sockets of this process alone': 'chỉ gửi đến các socket của tiến trình này',
    'publishes to the subscribers of this process alone': 'chỉ phát đến các bên đăng ký của tiến trình này',
    'keeps the rooms of the gateway in this process': 'giữ các phòng của cổng trong tiến trình này',
    'keeps the sessions of this process, so a broadcast reaches its own clients alone':
      'giữ các phiên của tiến trình này, nên phát rộng chỉ đến máy khách của riêng nó',
    'keeps the open responses of this process, so a send reaches its own clients alone':
      'giữ các phản hồi đang mở của tiến trình này, nên một lần gửi chỉ đến máy khách của riêng nó',
    'keeps its clients and undelivered messages in this process': 'giữ máy khách và tin chưa giao trong tiến trình này',
    'keeps channel subscriptions in this process': 'giữ các đăng ký kênh trong tiến trình này',
    'keeps presence and the list of rooms in this process':
      'giữ trạng thái hiện diện và danh sách phòng trong tiến trình này',
    'keeps the matches in this process': 'giữ các ván đấu trong tiến trình này',
    'keeps the matches in files of `dir` on this machine': 'giữ các ván đấu trong tệp của `dir` trên máy này',
    'passes updates inside this process alone': 'chỉ chuyển cập nhật bên trong tiến trình này',
    'keeps open documents in this process, so edits of two processes meet in the store alone':
      'giữ các tài liệu đang mở trong tiến trình này, nên chỉnh sửa của hai tiến trình chỉ gặp nhau ở kho',
    'keeps the documents in SQLite, in memory unless `database` names a file':
      'giữ các tài liệu trong SQLite, nằm trong bộ nhớ trừ khi `database` nêu tên tệp',
    'keeps the documents in a Map of this process': 'giữ các tài liệu trong một Map của tiến trình này',
    'passes the operations on a document inside this process alone':
      'chỉ chuyển các thao tác trên một tài liệu bên trong tiến trình này',
    'keeps documents and operations in this process': 'giữ tài liệu và thao tác trong tiến trình này',
    'publishes service events to the connections of this process alone':
      'chỉ phát sự kiện dịch vụ đến các kết nối của tiến trình này',
    'keeps subscriptions and waiting messages in this process': 'giữ các đăng ký và tin đang chờ trong tiến trình này',
    'publishes through an emitter of this process': 'phát qua một bộ phát sự kiện của tiến trình này',
    'keeps retained messages, offline queues and subscriptions in this process':
      'giữ tin lưu lại, hàng chờ ngoại tuyến và đăng ký trong tiến trình này',
    'runs the listeners of this process alone, so what one client sends reaches those clients only that this process holds':
      'chỉ chạy các trình nghe của tiến trình này, nên thứ mà một máy khách gửi chỉ đến những máy khách mà tiến trình này giữ',
    'passes messages inside this process alone': 'chỉ chuyển tin bên trong tiến trình này',
    'announces changes to the live queries of this process alone':
      'chỉ báo thay đổi cho các truy vấn sống của tiến trình này',
    'keeps live queries and their streams in this process':
      'giữ các truy vấn sống và luồng của chúng trong tiến trình này',
    'emits events to the services of this process alone': 'chỉ phát sự kiện đến các dịch vụ của tiến trình này',
    'keeps the answers of actions in this process': 'giữ câu trả lời của các hành động trong tiến trình này',
    'keeps values in a Map of this process; `store` of older versions is ignored':
      'giữ giá trị trong một Map của tiến trình này; `store` của các phiên bản cũ bị bỏ qua',
    'keeps values in an LRU of this process': 'giữ giá trị trong một LRU của tiến trình này',
    'keeps values in memory of this process': 'giữ giá trị trong vùng nhớ của tiến trình này',
    'keeps values in a Map of this process, without a limit':
      'giữ giá trị trong một Map của tiến trình này, không giới hạn',
    'keeps what its function fetched in the memory of this process':
      'giữ những gì hàm của nó đã lấy về trong bộ nhớ của tiến trình này',
    'keeps what its function fetched the first time, until this process ends':
      'giữ những gì hàm của nó lấy về lần đầu, cho đến khi tiến trình này kết thúc',
    'keeps values in a Map of this process; a connection string is ignored':
      'giữ giá trị trong một Map của tiến trình này; chuỗi kết nối bị bỏ qua',
    'keeps values in a Map of this process': 'giữ giá trị trong một Map của tiến trình này',
    'keeps values in this process': 'giữ giá trị trong tiến trình này',
    'keeps values in this process where no second layer or bus is named':
      'giữ giá trị trong tiến trình này khi không nêu lớp thứ hai hay bus nào',
    'keeps its items in a Map of this process': 'giữ các mục của nó trong một Map của tiến trình này',
    'keeps values in catbox-memory of this process': 'giữ giá trị trong catbox-memory của tiến trình này',
    'keeps whole responses in this process': 'giữ trọn các phản hồi trong tiến trình này',
    'keeps values in the memory of abstract-cache unless a client is given':
      'giữ giá trị trong bộ nhớ của abstract-cache trừ khi được trao một client',
    'keeps results in the root storage of Nitro, which is memory': 'giữ kết quả trong kho gốc của Nitro, tức là bộ nhớ',
    'keeps the answers of upstream calls in this process':
      'giữ câu trả lời của các lời gọi lên nguồn trong tiến trình này',
    'keeps query texts by hash in a bounded LRU of this process':
      'giữ văn bản truy vấn theo mã băm trong một LRU có giới hạn của tiến trình này',
    'keeps query texts in a cache without a limit, which a client can fill':
      'giữ văn bản truy vấn trong một bộ nhớ đệm không giới hạn, mà máy khách có thể làm đầy',
    'keeps responses in an LRU of this process, which a mutation elsewhere never clears':
      'giữ các phản hồi trong một LRU của tiến trình này, mà một thay đổi ở nơi khác không bao giờ xóa',
    'keeps query texts by hash in an LRU of this process':
      'giữ văn bản truy vấn theo mã băm trong một LRU của tiến trình này',
    'keeps every row that it loads, for all users and for ever, where it outlives a request':
      'giữ mọi dòng mà nó nạp, cho mọi người dùng và mãi mãi, khi nó sống lâu hơn một yêu cầu',
    'keeps the answers of models by prompt in this process, without a limit':
      'giữ câu trả lời của mô hình theo câu nhắc trong tiến trình này, không giới hạn',
    'changes the policies of this process; others go on with their own copy':
      'đổi chính sách của tiến trình này; các tiến trình khác tiếp tục với bản riêng',
    'keeps roles and users by session token in an LRU of this process':
      'giữ vai trò và người dùng theo token phiên trong một LRU của tiến trình này',
    'counts requests in this process': 'đếm yêu cầu trong tiến trình này',
    'holds waiting tasks in this process': 'giữ các tác vụ đang chờ trong tiến trình này',
    'holds waiting functions in this process': 'giữ các hàm đang chờ trong tiến trình này',
    'keeps the whole database in a child process that ends with this one':
      'giữ toàn bộ cơ sở dữ liệu trong một tiến trình con kết thúc cùng tiến trình này',
    'keeps its tables in this process': 'giữ các bảng của nó trong tiến trình này',
    'keeps its keys in this process, whatever is built on it':
      'giữ các khóa của nó trong tiến trình này, bất kể thứ gì dựng trên nó',
    'keeps tasks and their messages in Maps of this process':
      'giữ tác vụ và tin nhắn của chúng trong các Map của tiến trình này',
    'keeps all records of the service in an object of this process':
      'giữ mọi bản ghi của dịch vụ trong một đối tượng của tiến trình này',
    'keeps users and accounts in arrays of this process':
      'giữ người dùng và tài khoản trong các mảng của tiến trình này',
    'keeps all tables in the object that it is given': 'giữ mọi bảng trong đối tượng được trao cho nó',
    'keeps the long-term memories of agents in this process': 'giữ ký ức dài hạn của các tác tử trong tiến trình này',
    'keeps vectors and documents in an array of this process':
      'giữ vector và tài liệu trong một mảng của tiến trình này',
    'keeps documents by key in this process': 'giữ tài liệu theo khóa trong tiến trình này',
    'keeps vectors, documents or chats in this process':
      'giữ vector, tài liệu hoặc cuộc trò chuyện trong tiến trình này',
    'keeps every captured frame in this process': 'giữ mọi khung hình đã chụp trong tiến trình này',
    'keeps its tables in a SQLite file of this machine, or in this process':
      'giữ các bảng của nó trong một tệp SQLite của máy này, hoặc trong tiến trình này',
    'writes a copy of the database to a file of this machine':
      'ghi một bản sao của cơ sở dữ liệu vào một tệp của máy này',
    'keeps a whole Postgres in this process, its data in a local folder':
      'giữ trọn một Postgres trong tiến trình này, dữ liệu nằm trong một thư mục cục bộ',
    'keeps its tables in the SQLite file of `storage`, or in this process':
      'giữ các bảng của nó trong tệp SQLite của `storage`, hoặc trong tiến trình này',
    'keeps its tables in the SQLite file of dbName, or in this process':
      'giữ các bảng của nó trong tệp SQLite của dbName, hoặc trong tiến trình này',
    'keeps its tables in the SQLite database that it is handed':
      'giữ các bảng của nó trong cơ sở dữ liệu SQLite được trao cho nó',
    'keeps its tables in the SQLite file of `url`': 'giữ các bảng của nó trong tệp SQLite của `url`',
    'keeps all content in a SQLite file of this machine': 'giữ toàn bộ nội dung trong một tệp SQLite của máy này',
    'keeps its tables in a SQLite file of this machine': 'giữ các bảng của nó trong một tệp SQLite của máy này',
    'keeps a whole Postgres in this process, its data in a local folder or in memory':
      'giữ trọn một Postgres trong tiến trình này, dữ liệu nằm trong một thư mục cục bộ hoặc trong bộ nhớ',
    'keeps its tables in a file of this machine': 'giữ các bảng của nó trong một tệp của máy này',
    'keeps checkpoints in a SQLite file of this machine, or in this process':
      'giữ các điểm lưu trong một tệp SQLite của máy này, hoặc trong tiến trình này',
    'keeps threads, traces and vectors on this disk, or in this process':
      'giữ mạch, vết và vector trên đĩa này, hoặc trong tiến trình này',
    'keeps values in a SQLite file of this machine, or in this process':
      'giữ giá trị trong một tệp SQLite của máy này, hoặc trong tiến trình này',
    'keeps its entries in a folder of this machine that one process can open':
      'giữ các mục của nó trong một thư mục của máy này mà một tiến trình mở được',
    'keeps its entries in this process': 'giữ các mục của nó trong tiến trình này',
    'keeps its entries in a memory-mapped file of this machine':
      'giữ các mục của nó trong một tệp ánh xạ bộ nhớ của máy này',
    'keeps a JSON file of this machine that each write replaces':
      'giữ một tệp JSON của máy này mà mỗi lần ghi thay cả tệp',
    'keeps its documents in a file of this machine, or in this process':
      'giữ các tài liệu của nó trong một tệp của máy này, hoặc trong tiến trình này',
    'keeps its collections in this process, and a file of it where autosave is on':
      'giữ các bộ sưu tập của nó trong tiến trình này, và một tệp của chúng khi bật autosave',
    'keeps a JSON file under the home folder of the service user':
      'giữ một tệp JSON dưới thư mục nhà của người dùng chạy dịch vụ',
    'keeps its documents in a folder of this machine': 'giữ các tài liệu của nó trong một thư mục của máy này',
    'keeps its documents in a folder of this machine, or in this process':
      'giữ các tài liệu của nó trong một thư mục của máy này, hoặc trong tiến trình này',
    'keeps its documents in this process': 'giữ các tài liệu của nó trong tiến trình này',
    'keeps unsent messages in a folder of this machine': 'giữ các tin chưa gửi trong một thư mục của máy này',
    'keeps its documents in this process or on this disk':
      'giữ các tài liệu của nó trong tiến trình này hoặc trên đĩa này',
    'keeps all resources in a JSON file of this machine, or in this process':
      'giữ mọi tài nguyên trong một tệp JSON của máy này, hoặc trong tiến trình này',
    'keeps a JSON file of this machine that each push replaces':
      'giữ một tệp JSON của máy này mà mỗi lần đẩy thay cả tệp',
    'keeps a JSON file a collection on this machine': 'giữ mỗi bộ sưu tập một tệp JSON trên máy này',
    'keeps its entries in a file of this machine': 'giữ các mục của nó trong một tệp của máy này',
    'keeps a cache file under cacheDir on this machine': 'giữ một tệp đệm dưới cacheDir trên máy này',
    'keeps values in a JSON file of this machine': 'giữ giá trị trong một tệp JSON của máy này',
    'keeps all entities as JSON files in ./db': 'giữ mọi thực thể dưới dạng tệp JSON trong ./db',
    'keeps vectors in this process, and in a local file on demand':
      'giữ vector trong tiến trình này, và trong một tệp cục bộ khi được yêu cầu',
    'keeps its tables in a folder of this machine': 'giữ các bảng của nó trong một thư mục của máy này',
    'keeps vectors in JSON files of a local folder': 'giữ vector trong các tệp JSON của một thư mục cục bộ',
    'keeps end-to-end keys in a folder of this machine': 'giữ khóa đầu cuối trong một thư mục của máy này',
    'keeps its data in a folder of this machine': 'giữ dữ liệu của nó trong một thư mục của máy này',
    'keeps the network of its devices in files of this machine':
      'giữ mạng lưới thiết bị của nó trong các tệp của máy này',
    'compiles bundles in the server and serves them from memory':
      'biên dịch các gói trong máy chủ và phục vụ chúng từ bộ nhớ',
    'announces rebuilt bundles from the server': 'thông báo các gói dựng lại từ máy chủ',
    'bundles in the server': 'đóng gói trong máy chủ',
    'transforms modules in the server on request': 'chuyển đổi module trong máy chủ theo yêu cầu',
    'bundles or transpiles in the server': 'đóng gói hoặc chuyển mã trong máy chủ',
    'transpiles in the server': 'chuyển mã trong máy chủ',
    'bundles on request and keeps the result in memory': 'đóng gói theo yêu cầu và giữ kết quả trong bộ nhớ',
    'compiles pages on request': 'biên dịch trang theo yêu cầu',
    'compiles pages at start': 'biên dịch trang lúc khởi động',
    'compiles documents on request': 'biên dịch tài liệu theo yêu cầu',
    'runs the Grunt tasks at every start': 'chạy các tác vụ Grunt mỗi lần khởi động',
    'compiles styles on request and writes them beside the sources':
      'biên dịch kiểu trình bày theo yêu cầu và ghi chúng cạnh mã nguồn',
    'compiles styles on request and writes them to `dest`':
      'biên dịch kiểu trình bày theo yêu cầu và ghi chúng vào `dest`',
    'compiles styles in the server': 'biên dịch kiểu trình bày trong máy chủ',
    'minifies in the server': 'rút gọn mã trong máy chủ',
    'compiles bundles while it starts and writes them to builtAssets':
      'biên dịch các gói khi khởi động và ghi chúng vào builtAssets',
    'minifies files on request and keeps the result': 'rút gọn tệp theo yêu cầu và giữ kết quả',
    'writes bundles to outputDir when a page is first rendered':
      'ghi các gói vào outputDir khi một trang được dựng lần đầu',
    'makes the description of the API from its sources while it starts': 'tạo bản mô tả API từ mã nguồn khi khởi động',
    'bundles the workflows at every start': 'đóng gói các workflow mỗi lần khởi động',
    'transpiles every module at start and keeps a cache file': 'chuyển mã mọi module lúc khởi động và giữ một tệp đệm',
    'checks and compiles every module at start': 'kiểm tra và biên dịch mọi module lúc khởi động',
    'compiles every module at start': 'biên dịch mọi module lúc khởi động',
    'compiles modules when they are imported and keeps cache files':
      'biên dịch module khi chúng được nạp và giữ các tệp đệm',
    'sends each connection to the worker that opened it': 'đưa mỗi kết nối đến worker đã mở nó',
    'sends each client address to the same worker': 'đưa mỗi địa chỉ máy khách đến cùng một worker',
    'runs workers with affinity to the client': 'chạy các worker có gắn kết với máy khách',
    'ties each client to one target by a cookie of the balancer':
      'buộc mỗi máy khách vào một đích bằng cookie của bộ cân bằng tải',
    'ties each client to one target': 'buộc mỗi máy khách vào một đích',
    'ties each client to one machine of a classic balancer':
      'buộc mỗi máy khách vào một máy của bộ cân bằng tải cổ điển',
    'ties each client to one machine': 'buộc mỗi máy khách vào một máy',
    'ties each client address to one pod': 'buộc mỗi địa chỉ máy khách vào một pod',
    'ties each client to one backend': 'buộc mỗi máy khách vào một backend',
    'ties each client to one instance by a cookie': 'buộc mỗi máy khách vào một instance bằng cookie',
    'hands each connection to the worker that its address chooses':
      'trao mỗi kết nối cho worker mà địa chỉ của nó chọn',
    'keeps the tasks of clients and their results in a Map of this process':
      'giữ tác vụ của máy khách và kết quả của chúng trong một Map của tiến trình này',
    'replays streams from an event store in the memory of this process':
      'phát lại luồng từ một kho sự kiện trong bộ nhớ của tiến trình này',
    'put the bytes into object storage with PutObjectCommand of @aws-sdk/client-s3, or into a database row':
      'đặt dữ liệu vào kho đối tượng bằng PutObjectCommand của @aws-sdk/client-s3, hoặc vào một dòng cơ sở dữ liệu',
    'write the line to process.stdout and let the platform collect it, or insert a row':
      'ghi dòng đó ra process.stdout và để nền tảng thu thập, hoặc chèn một dòng vào cơ sở dữ liệu',
    'pipe the same stream into new Upload of @aws-sdk/lib-storage, or into the response':
      'nối cùng luồng đó vào new Upload của @aws-sdk/lib-storage, hoặc vào phản hồi',
    'copy the object within the bucket with CopyObjectCommand of @aws-sdk/client-s3':
      'chép đối tượng ngay trong bucket bằng CopyObjectCommand của @aws-sdk/client-s3',
    'keep the tree in object storage under one prefix, or in the database':
      'giữ cây thư mục trong kho đối tượng dưới một tiền tố, hoặc trong cơ sở dữ liệu',
    'upload the finished file with PutObjectCommand and remove the local one':
      'tải tệp đã hoàn tất lên bằng PutObjectCommand và xóa tệp cục bộ',
    'keep the name of the current version in a database row':
      'giữ tên của phiên bản hiện hành trong một dòng cơ sở dữ liệu',
    'print logs to process.stdout; keep data in a store and delete rows there':
      'ghi nhật ký ra process.stdout; giữ dữ liệu trong một kho và xóa dòng ở đó',
    'set the key in Redis or a table': 'đặt khóa trong Redis hoặc trong một bảng',
    'use Deno.openKv with a remote URL, or object storage': 'dùng Deno.openKv với một URL từ xa, hoặc kho đối tượng',
    'write to Bun.s3.file(key) instead of a path': 'ghi vào Bun.s3.file(key) thay cho đường dẫn',
    'take the writer of Bun.s3.file(key)': 'lấy bộ ghi của Bun.s3.file(key)',
    'keep the object in a database row': 'giữ đối tượng trong một dòng cơ sở dữ liệu',
    'set a flag in the database or in Redis': 'đặt cờ trong cơ sở dữ liệu hoặc trong Redis',
    'update the row in a transaction: atomic for every process':
      'cập nhật dòng trong một giao dịch: nguyên tử đối với mọi tiến trình',
    'environment variables for configuration, a database row for what changes':
      'biến môi trường cho cấu hình, một dòng cơ sở dữ liệu cho thứ thay đổi',
    'keep what changes in a database; leave nconf to read argv, env and shipped files':
      'giữ thứ thay đổi trong cơ sở dữ liệu; để nconf đọc argv, env và các tệp đi kèm',
    'set the keys in Redis': 'đặt các khóa trong Redis',
    'call xlsx.write(res) or xlsx.writeBuffer()': 'gọi xlsx.write(res) hoặc xlsx.writeBuffer()',
    'give `stream: res`': 'trao `stream: res`',
    "call write(wb, { type: 'buffer' })": "gọi write(wb, { type: 'buffer' })",
    'call outputAsync()': 'gọi outputAsync()',
    'call toBuffer or toStream': 'gọi toBuffer hoặc toStream',
    'call toBuffer(), or pipe the stream': 'gọi toBuffer(), hoặc nối luồng',
    "call getBuffer('image/png')": "gọi getBuffer('image/png')",
    'call toBuffer or stream': 'gọi toBuffer hoặc stream',
    'call toBuffer, toDataURL or toFileStream(res, text)': 'gọi toBuffer, toDataURL hoặc toFileStream(res, text)',
    'call pipe() into an upload': 'gọi pipe() vào một lượt tải lên',
    'pipe one frame': 'nối một khung hình',
    'call writeToBuffer or writeToStream(res)': 'gọi writeToBuffer hoặc writeToStream(res)',
    'take createObjectCsvStringifier': 'dùng createObjectCsvStringifier',
    'call ParquetWriter.openStream with an upload stream': 'gọi ParquetWriter.openStream với một luồng tải lên',
    "call output('arraybuffer')": "gọi output('arraybuffer')",
    "call write({ outputType: 'nodebuffer' })": "gọi write({ outputType: 'nodebuffer' })",
    "ask for `{ responseType: 'buffer' }`": "yêu cầu `{ responseType: 'buffer' }`",
    "set `output: '-'` and pipe the answer into object storage": "đặt `output: '-'` và nối kết quả vào kho đối tượng",
    "set `cacheFolder: 'no_cache'` behind a CDN": "đặt `cacheFolder: 'no_cache'` phía sau một CDN",
    'read the entries as streams with unzipper.Parse()': 'đọc các mục dưới dạng luồng bằng unzipper.Parse()',
    'read the entries as streams with tar.t': 'đọc các mục dưới dạng luồng bằng tar.t',
    'read the entries as streams with tar-stream': 'đọc các mục dưới dạng luồng bằng tar-stream',
    'leave `file` out and pipe the stream': 'bỏ `file` và nối luồng',
    'read the entries as streams with yauzl': 'đọc các mục dưới dạng luồng bằng yauzl',
    'call toBuffer() or readFile(entry)': 'gọi toBuffer() hoặc readFile(entry)',
    'call readFile(entry)': 'gọi readFile(entry)',
    'call entryData(name) or stream(name)': 'gọi entryData(name) hoặc stream(name)',
    'take createExtractorFromData': 'dùng createExtractorFromData',
    'leave the folder out and use the files that it gives': 'bỏ thư mục và dùng các tệp mà nó trả về',
    'leave the folder out and use the buffer': 'bỏ thư mục và dùng vùng đệm',
    'fetch it and upload the body': 'tải về rồi đưa nội dung lên kho',
    'ask the Git host, or let a worker use a temp clone of its own':
      'hỏi máy chủ Git, hoặc để một worker dùng bản nhân tạm của riêng nó',
    'deploy anew, or read from the Git host': 'triển khai lại, hoặc đọc từ máy chủ Git',
    'ask the Git host, or give an fs of memfs': 'hỏi máy chủ Git, hoặc trao một fs của memfs',
    'take withFile or withDir of tmp-promise': 'dùng withFile hoặc withDir của tmp-promise',
    'take withFile or withDir': 'dùng withFile hoặc withDir',
    'take temporaryWriteTask, which removes it': 'dùng temporaryWriteTask, vốn tự xóa nó',
    'keep the content in object storage': 'giữ nội dung trong kho đối tượng',
    "ship the data, give langPath and `cacheMethod: 'none'`":
      "đóng gói dữ liệu đi kèm, trao langPath và `cacheMethod: 'none'`",
    'ship the models and set `local_files_only: true`': 'đóng gói mô hình đi kèm và đặt `local_files_only: true`',
    'leave `path` out and use the bytes': 'bỏ `path` và dùng dữ liệu trả về',
    'keep the cookies in a service and set them on each new context':
      'giữ cookie trong một dịch vụ và đặt chúng vào mỗi ngữ cảnh mới',
    'call newContext({ storageState }) with the state from a service':
      'gọi newContext({ storageState }) với trạng thái lấy từ một dịch vụ',
    'leave `path` out and keep the object in a service': 'bỏ `path` và giữ đối tượng trong một dịch vụ',
    'pipe createReadStream() into object storage': 'nối createReadStream() vào kho đối tượng',
    'upload the video after close and remove it': 'tải video lên sau khi đóng và xóa nó',
    'take RemoteAuth with a store (wwebjs-mongo, S3)': 'dùng RemoteAuth với một kho (wwebjs-mongo, S3)',
    'implement AuthenticationState over SQL, MongoDB or Redis':
      'hiện thực AuthenticationState trên SQL, MongoDB hoặc Redis',
    'take StringSession with the text from a secret store': 'dùng StringSession với văn bản lấy từ kho bí mật',
    'take SimplePostgresStorageProvider of the same package': 'dùng SimplePostgresStorageProvider của cùng gói',
    'end TLS at the balancer': 'kết thúc TLS ở bộ cân bằng tải',
    'take RedisByteStore': 'dùng RedisByteStore',
    'give a vectorStore over Postgres or Qdrant': 'trao một vectorStore trên Postgres hoặc Qdrant',
    'run one replica on a durable volume': 'chạy một bản duy nhất trên một volume bền',
    'leave `userDataDir` out': 'bỏ `userDataDir`',
    'drop `dest`: multer.memoryStorage() with an upload of file.buffer, or the storage engine multer-s3':
      'bỏ `dest`: multer.memoryStorage() kèm việc tải file.buffer lên, hoặc bộ lưu trữ multer-s3',
    'use multer.memoryStorage() with an upload, or the storage engine multer-s3':
      'dùng multer.memoryStorage() kèm việc tải lên, hoặc bộ lưu trữ multer-s3',
    'leave `dest` out and upload file.buffer, or give `storage: multerS3(...)`':
      'bỏ `dest` và tải file.buffer lên, hoặc trao `storage: multerS3(...)`',
    'register `storage: multerS3({ s3, bucket })` in the same place':
      'đăng ký `storage: multerS3({ s3, bucket })` ở cùng chỗ',
    'return an upload stream from `fileWriteStreamHandler`': 'trả về một luồng tải lên từ `fileWriteStreamHandler`',
    'parse with busboy and pipe the file event into an upload':
      'phân tích bằng busboy và nối sự kiện tệp vào một lượt tải lên',
    'listen to the `part` event and pipe the part into an upload':
      'lắng nghe sự kiện `part` và nối phần đó vào một lượt tải lên',
    'leave `useTempFiles` out and upload file.data': 'bỏ `useTempFiles` và tải file.data lên',
    'upload file.data to object storage': 'tải file.data lên kho đối tượng',
    'give `formidable.fileWriteStreamHandler` an upload stream':
      'trao cho `formidable.fileWriteStreamHandler` một luồng tải lên',
    "set `payload.output: 'stream'` and pipe the part into an upload":
      "đặt `payload.output: 'stream'` và nối phần đó vào một lượt tải lên",
    'take S3Store of @tus/s3-store or GCSStore of @tus/gcs-store':
      'dùng S3Store của @tus/s3-store hoặc GCSStore của @tus/gcs-store',
    'take S3Driver or GCSDriver of flydrive/drivers': 'dùng S3Driver hoặc GCSDriver của flydrive/drivers',
    'make services.s3 (or gcs, r2, spaces) the default disk': 'đặt services.s3 (hoặc gcs, r2, spaces) làm kho mặc định',
    'take unstorage/drivers/redis, s3, mongodb or upstash': 'dùng unstorage/drivers/redis, s3, mongodb hoặc upstash',
    "set `kind: 's3'` for the storage": "đặt `kind: 's3'` cho kho lưu trữ",
    'add the plugin s3Storage of @payloadcms/storage-s3 (or gcs, azure, vercel-blob)':
      'thêm plugin s3Storage của @payloadcms/storage-s3 (hoặc gcs, azure, vercel-blob)',
    'take @parse/s3-files-adapter, or the GridFS that parse-server has by default':
      'dùng @parse/s3-files-adapter, hoặc GridFS mà parse-server dùng theo mặc định',
    'set `logsFolder: null` and collect stdout': 'đặt `logsFolder: null` và thu thập stdout',
    'take new winston.transports.Console()': 'dùng new winston.transports.Console()',
    'winston.add(winston.transports.Console)': 'winston.add(winston.transports.Console)',
    'call pino.destination(1), or pass nothing: both are stdout':
      'gọi pino.destination(1), hoặc không truyền gì: cả hai đều là stdout',
    'give `dest: 1`, which is stdout': 'trao `dest: 1`, tức là stdout',
    'call pino() without a destination': 'gọi pino() không có đích',
    'leave the destination out': 'bỏ đích ghi',
    'leave options.destination out: the target pino/file then means stdout':
      'bỏ options.destination: khi đó target pino/file nghĩa là stdout',
    'write to stdout and let the platform rotate': 'ghi ra stdout và để nền tảng xoay vòng',
    'hand process.stdout to the logger': 'trao process.stdout cho bộ ghi nhật ký',
    'give `stream: process.stdout`': 'trao `stream: process.stdout`',
    'give streams with `stream: process.stdout` only': 'chỉ trao các luồng có `stream: process.stdout`',
    "use appenders of type 'stdout'": "dùng appender kiểu 'stdout'",
    'set `logger: true`': 'đặt `logger: true`',
    'call tracer.console()': 'gọi tracer.console()',
    'call createSimpleLogger() without a file': 'gọi createSimpleLogger() không có tệp',
    'log through console or pino: this package is made for desktop programs':
      'ghi nhật ký qua console hoặc pino: gói này dành cho chương trình máy bàn',
    'set `updateFiles: false` and collect keys in the build':
      'đặt `updateFiles: false` và thu thập khóa ở giai đoạn dựng',
    'leave `saveMissing` out and log missing keys': 'bỏ `saveMissing` và ghi nhật ký các khóa còn thiếu',
    'move the job to one scheduler for all processes: BullMQ job schedulers, pg-boss, graphile-worker, Agenda or the platform cron':
      'chuyển tác vụ sang một bộ lập lịch chung cho mọi tiến trình: bộ lập lịch tác vụ của BullMQ, pg-boss, graphile-worker, Agenda hoặc cron của nền tảng',
    'add a job with `delay` to a BullMQ queue, or pg-boss sendAfter':
      'thêm tác vụ có `delay` vào hàng đợi BullMQ, hoặc pg-boss sendAfter',
    'write through, or add a delayed job with a job id to a queue':
      'ghi thẳng, hoặc thêm một tác vụ trễ có id vào hàng đợi',
    'write through, or set `trailing: false` where the last call may be dropped':
      'ghi thẳng, hoặc đặt `trailing: false` nếu lời gọi cuối được phép bỏ',
    'let the change be announced by a queue or a webhook': 'để thay đổi được báo qua hàng đợi hoặc webhook',
    'set `distributed: true` with a run coordinator over Redis, or use a BullMQ job scheduler':
      'đặt `distributed: true` với bộ điều phối chạy trên Redis, hoặc dùng bộ lập lịch tác vụ của BullMQ',
    'use a BullMQ job scheduler': 'dùng bộ lập lịch tác vụ của BullMQ',
    'start it in one scheduler process alone, or use BullMQ job schedulers':
      'chỉ khởi động nó trong một tiến trình lập lịch, hoặc dùng bộ lập lịch tác vụ của BullMQ',
    'make it a repeatable job of @nestjs/bullmq, or take a lock in Redis around the body':
      'biến nó thành tác vụ lặp của @nestjs/bullmq, hoặc lấy một khóa Redis bao quanh thân hàm',
    'make it a repeatable job of @nestjs/bullmq': 'biến nó thành tác vụ lặp của @nestjs/bullmq',
    'run it as a release step or a one-off process': 'chạy nó như một bước phát hành hoặc một tiến trình một lần',
    'add it as a repeatable job of @nestjs/bullmq': 'thêm nó làm tác vụ lặp của @nestjs/bullmq',
    'take @midwayjs/bullmq': 'dùng @midwayjs/bullmq',
    'run one scheduler process alone, or take @rlanz/bull-queue':
      'chỉ chạy một tiến trình lập lịch, hoặc dùng @rlanz/bull-queue',
    'deploy on Deno Deploy, or use the platform cron': 'triển khai trên Deno Deploy, hoặc dùng cron của nền tảng',
    'take redlock or redis-semaphore, or lock the row with SELECT ... FOR UPDATE or pg_advisory_xact_lock':
      'dùng redlock hoặc redis-semaphore, hoặc khóa dòng bằng SELECT ... FOR UPDATE hay pg_advisory_xact_lock',
    'share the limit: redis-semaphore, or Bottleneck with `datastore: "ioredis"`':
      'chia sẻ giới hạn: redis-semaphore, hoặc Bottleneck với `datastore: "ioredis"`',
    'share the limit: Bottleneck with `datastore: "ioredis"`, or a queue with a limiter':
      'chia sẻ giới hạn: Bottleneck với `datastore: "ioredis"`, hoặc một hàng đợi có bộ giới hạn',
    'use a BullMQ worker with a global concurrency of 1, or lock the row':
      'dùng một worker BullMQ với mức song song toàn cục là 1, hoặc khóa dòng',
    'give `datastore: "ioredis"` and clientOptions': 'trao `datastore: "ioredis"` và clientOptions',
    'publish on a Redis channel': 'phát trên một kênh Redis',
    'give `storage` an object with get, set, delete and touch over Redis':
      'trao `storage` một đối tượng có get, set, delete và touch trên Redis',
    'give `store: new RedisStore({ client })` of connect-redis':
      'trao `store: new RedisStore({ client })` của connect-redis',
    'give `store: new RedisStore({ client })` of connect-redis, or use connect-pg-simple':
      'trao `store: new RedisStore({ client })` của connect-redis, hoặc dùng connect-pg-simple',
    'give `store: redisStore()` of koa-redis': 'trao `store: redisStore()` của koa-redis',
    'provision @hapi/catbox-redis in `server({ cache })` and name it in options.cache.cache':
      'chuẩn bị @hapi/catbox-redis trong `server({ cache })` và nêu tên nó trong options.cache.cache',
    'take CookieStore of hono-sessions, or a store over Redis':
      'dùng CookieStore của hono-sessions, hoặc một kho trên Redis',
    'take createCookieSessionStorage, or createSessionStorage over a database':
      'dùng createCookieSessionStorage, hoặc createSessionStorage trên một cơ sở dữ liệu',
    'take stores.cookie, stores.redis or stores.database': 'dùng stores.cookie, stores.redis hoặc stores.database',
    'give `session: { store: new RedisStore({ client }) }`': 'trao `session: { store: new RedisStore({ client }) }`',
    "set `session: { adapter: '@sailshq/connect-redis', url }`":
      "đặt `session: { adapter: '@sailshq/connect-redis', url }`",
    'give `adapter` a class over Redis or SQL': 'trao cho `adapter` một lớp trên Redis hoặc SQL',
    'give `cacheProvider` with saveAsync, getAsync and removeAsync over Redis':
      'trao `cacheProvider` có saveAsync, getAsync và removeAsync trên Redis',
    'give `cacheProvider` over Redis': 'trao `cacheProvider` trên Redis',
    'leave `eventStore` out, or give an EventStore over Redis streams':
      'bỏ `eventStore`, hoặc trao một EventStore trên luồng Redis',
    'set `httpStream: { stateless: true }`': 'đặt `httpStream: { stateless: true }`',
    'give `tokenStorage` over Redis, and jwtSigningKey and encryptionKey from the environment':
      'trao `tokenStorage` trên Redis, còn jwtSigningKey và encryptionKey lấy từ biến môi trường',
    'give `store: Redis({ url })` of @telegraf/session/redis':
      'trao `store: Redis({ url })` của @telegraf/session/redis',
    'give `storage: new RedisAdapter({ instance })` of @grammyjs/storage-redis':
      'trao `storage: new RedisAdapter({ instance })` của @grammyjs/storage-redis',
    'take RedisAdapter of @grammyjs/storage-redis': 'dùng RedisAdapter của @grammyjs/storage-redis',
    'take Redis of @telegraf/session/redis': 'dùng Redis của @telegraf/session/redis',
    'give `installationStore` over a database': 'trao `installationStore` trên một cơ sở dữ liệu',
    'give a store over a database': 'trao một kho trên một cơ sở dữ liệu',
    'give an installationStore over a database; ClearStateStore for states':
      'trao một installationStore trên một cơ sở dữ liệu; ClearStateStore cho các trạng thái',
    'take CosmosDbPartitionedStorage of botbuilder-azure or BlobsStorage of botbuilder-azure-blobs':
      'dùng CosmosDbPartitionedStorage của botbuilder-azure hoặc BlobsStorage của botbuilder-azure-blobs',
    'take PostgresSaver of @langchain/langgraph-checkpoint-postgres':
      'dùng PostgresSaver của @langchain/langgraph-checkpoint-postgres',
    'take RedisChatMessageHistory or PostgresChatMessageHistory of @langchain/community':
      'dùng RedisChatMessageHistory hoặc PostgresChatMessageHistory của @langchain/community',
    'give `chatHistory: new RedisChatMessageHistory({ sessionId, client })`':
      'trao `chatHistory: new RedisChatMessageHistory({ sessionId, client })`',
    'take OpenAIConversationsSession, or an own Session over Redis':
      'dùng OpenAIConversationsSession, hoặc một Session tự viết trên Redis',
    'take a database-backed session service': 'dùng một dịch vụ phiên dựa trên cơ sở dữ liệu',
    'take createAdapter of @socket.io/redis-streams-adapter': 'dùng createAdapter của @socket.io/redis-streams-adapter',
    'give `store: new RedisStore(client)` of the same package': 'trao `store: new RedisStore(client)` của cùng gói',
    'give `store: new RedisStore({ sendCommand })` of rate-limit-redis':
      'trao `store: new RedisStore({ sendCommand })` của rate-limit-redis',
    'set `stateless: true`, or give strategy.saveAssociation and strategy.loadAssociation a shared store':
      'đặt `stateless: true`, hoặc trao cho strategy.saveAssociation và strategy.loadAssociation một kho dùng chung',
    'give true for `stateless`, or put openid.saveAssociation and openid.loadAssociation over a shared store':
      'trao true cho `stateless`, hoặc đặt openid.saveAssociation và openid.loadAssociation trên một kho dùng chung',
    'give `messageStore` a Keyv over Redis, or getMessageById and upsertMessage over a database':
      'trao cho `messageStore` một Keyv trên Redis, hoặc getMessageById và upsertMessage trên một cơ sở dữ liệu',
    'it has no other store: take express-rate-limit with `store: new RedisStore({ sendCommand })` of rate-limit-redis':
      'nó không có kho nào khác: dùng express-rate-limit với `store: new RedisStore({ sendCommand })` của rate-limit-redis',
    'give `cache: new RedisKvStore(client)` of @tus/utils': 'trao `cache: new RedisKvStore(client)` của @tus/utils',
    'set `webVersionCache: { type: "remote", remotePath }` or `{ type: "none" }`':
      'đặt `webVersionCache: { type: "remote", remotePath }` hoặc `{ type: "none" }`',
    'give every machine the same authority, from a secret store, in a `rootDirPath` that is filled before the start':
      'trao cho mọi máy cùng một tổ chức chứng thực, từ một kho bí mật, trong một `rootDirPath` được đặt sẵn trước khi khởi động',
    'take ExpressBruteFlexible.LIMITER_TYPES.REDIS with `storeClient`':
      'dùng ExpressBruteFlexible.LIMITER_TYPES.REDIS với `storeClient`',
    'send all who join a room to the process that has it, by a table in Redis, and join the rooms of two processes by a pipe':
      'đưa mọi người vào một phòng tới tiến trình đang giữ phòng đó, theo một bảng trong Redis, và nối phòng của hai tiến trình bằng một ống dẫn',
    'take RateLimiterRedis with `storeClient`': 'dùng RateLimiterRedis với `storeClient`',
    'take RateLimiterRedis or RateLimiterPostgres': 'dùng RateLimiterRedis hoặc RateLimiterPostgres',
    'take a BullMQ queue with a limiter': 'dùng một hàng đợi BullMQ có bộ giới hạn',
    'give `redis: new Redis(url)`': 'trao `redis: new Redis(url)`',
    "set `driver: 'redis'` and `db: new Redis()`": "đặt `driver: 'redis'` và `db: new Redis()`",
    'give `store: new Stores.Redis(options)` of the same package':
      'trao `store: new Stores.Redis(options)` của cùng gói',
    'give `{ throttlers, storage: new ThrottlerStorageRedisService(url) }` of @nest-lab/throttler-storage-redis':
      'trao `{ throttlers, storage: new ThrottlerStorageRedisService(url) }` của @nest-lab/throttler-storage-redis',
    'give `storage: new ThrottlerStorageRedisService(url)` of nestjs-throttler-storage-redis':
      'trao `storage: new ThrottlerStorageRedisService(url)` của nestjs-throttler-storage-redis',
    "set `type: 'Redis'` and storeClient": "đặt `type: 'Redis'` và storeClient",
    'give `store: new RedisStore({ client })` of the same package':
      'trao `store: new RedisStore({ client })` của cùng gói',
    'give `context` a class over Redis': 'trao cho `context` một lớp trên Redis',
    'take express-brute-redis, or rate-limiter-flexible with Redis':
      'dùng express-brute-redis, hoặc rate-limiter-flexible với Redis',
    'take rate-limiter-flexible with Redis, or Bottleneck with `datastore: "ioredis"`':
      'dùng rate-limiter-flexible với Redis, hoặc Bottleneck với `datastore: "ioredis"`',
    'take rate-limiter-flexible with Redis': 'dùng rate-limiter-flexible với Redis',
    'give `datastore: "ioredis"`, clientOptions and `clearDatastore: false`':
      'trao `datastore: "ioredis"`, clientOptions và `clearDatastore: false`',
    'take Bottleneck with `datastore: "ioredis"`, or a BullMQ limiter':
      'dùng Bottleneck với `datastore: "ioredis"`, hoặc bộ giới hạn của BullMQ',
    'provision @hapi/catbox-redis and name it in userCache.cache':
      'chuẩn bị @hapi/catbox-redis và nêu tên nó trong userCache.cache',
    'take stores.redis or stores.database as the default': 'dùng stores.redis hoặc stores.database làm mặc định',
    "set `rateLimit: { storage: 'database' }`, or give secondaryStorage":
      "đặt `rateLimit: { storage: 'database' }`, hoặc trao secondaryStorage",
    'limit connections at the proxy, or in an onConnect hook over Redis':
      'giới hạn kết nối ở proxy, hoặc trong một hook onConnect trên Redis',
    'give `dataAdapter` over Redis, or express-idempotency-mongo-adapter':
      'trao `dataAdapter` trên Redis, hoặc express-idempotency-mongo-adapter',
    'take @node-idempotency/storage-adapter-redis': 'dùng @node-idempotency/storage-adapter-redis',
    'call io.adapter(createAdapter(pub, sub)) of @socket.io/redis-adapter':
      'gọi io.adapter(createAdapter(pub, sub)) của @socket.io/redis-adapter',
    'take @socket.io/redis-adapter': 'dùng @socket.io/redis-adapter',
    'await io.in(room).fetchSockets(), or emit to the room': 'await io.in(room).fetchSockets(), hoặc phát đến phòng',
    'await io.in(room).fetchSockets()': 'await io.in(room).fetchSockets()',
    'publish through Redis pub/sub and let each process send to its own clients':
      'phát qua Redis pub/sub và để mỗi tiến trình gửi đến máy khách của nó',
    'publish through @fastify/redis and let each process send to its own clients':
      'phát qua @fastify/redis và để mỗi tiến trình gửi đến máy khách của nó',
    'publish through Redis or NATS, and from there to the app of each process':
      'phát qua Redis hoặc NATS, rồi từ đó đến ứng dụng của mỗi tiến trình',
    'give app.useWebSocketAdapter an IoAdapter that sets @socket.io/redis-adapter in createIOServer':
      'trao cho app.useWebSocketAdapter một IoAdapter đặt @socket.io/redis-adapter trong createIOServer',
    'publish through Redis pub/sub and broadcast in each process':
      'phát qua Redis pub/sub và phát rộng trong mỗi tiến trình',
    'publish through Redis pub/sub and send in each process': 'phát qua Redis pub/sub và gửi trong mỗi tiến trình',
    'run one signalling process behind its own name, or signal over socket.io with the Redis adapter':
      'chạy một tiến trình báo hiệu dưới tên riêng, hoặc báo hiệu qua socket.io với adapter Redis',
    'attach scc-broker-client with scc-broker, or give brokerEngine':
      'gắn scc-broker-client với scc-broker, hoặc trao brokerEngine',
    'give `presence: new RedisPresence()` and `driver: new RedisDriver()`':
      'trao `presence: new RedisPresence()` và `driver: new RedisDriver()`',
    'give `db` a StorageAPI over Postgres (bgio-postgres)':
      'trao cho `db` một StorageAPI trên Postgres (bgio-postgres)',
    'give `pubSub` over Redis': 'trao `pubSub` trên Redis',
    'add new Redis({ host }) of @hocuspocus/extension-redis to `extensions`':
      'thêm new Redis({ host }) của @hocuspocus/extension-redis vào `extensions`',
    'take @hocuspocus/extension-database over Postgres': 'dùng @hocuspocus/extension-database trên Postgres',
    'take y-redis, or Hocuspocus with its Redis extension':
      'dùng y-redis, hoặc Hocuspocus với phần mở rộng Redis của nó',
    'give `pubsub: redisPubSub({ client })` of sharedb-redis-pubsub':
      'trao `pubsub: redisPubSub({ client })` của sharedb-redis-pubsub',
    'give `db: ShareDBMongo(url)` of sharedb-mongo': 'trao `db: ShareDBMongo(url)` của sharedb-mongo',
    'configure feathers-sync over Redis before the services': 'cấu hình feathers-sync trên Redis trước các dịch vụ',
    'give the engine of Redis (faye-redis), or a cluster node plug-in':
      'trao engine của Redis (faye-redis), hoặc một phần cắm cho nút cụm',
    'take RedisPubSub of graphql-redis-subscriptions': 'dùng RedisPubSub của graphql-redis-subscriptions',
    'give `eventTarget: createRedisEventTarget({ publishClient, subscribeClient })` of @graphql-yoga/redis-event-target':
      'trao `eventTarget: createRedisEventTarget({ publishClient, subscribeClient })` của @graphql-yoga/redis-event-target',
    'give `subscription: { emitter: mqRedis({ host }) }` of mqemitter-redis':
      'trao `subscription: { emitter: mqRedis({ host }) }` của mqemitter-redis',
    'take mqemitter-redis or mqemitter-mongodb': 'dùng mqemitter-redis hoặc mqemitter-mongodb',
    'give `persistence` of aedes-persistence-redis and `mq` of mqemitter-redis':
      'trao `persistence` của aedes-persistence-redis và `mq` của mqemitter-redis',
    'give `mq: mqRedis({ host })` of mqemitter-redis': 'trao `mq: mqRedis({ host })` của mqemitter-redis',
    "give `backend: { type: 'redis', redis: require('redis') }`":
      "trao `backend: { type: 'redis', redis: require('redis') }`",
    'give `liveQuery: { redisURL }`, and redisURL to the live query server':
      'trao `liveQuery: { redisURL }`, và redisURL cho máy chủ truy vấn sống',
    'give `liveQueryStorage: new DataProviderLiveQueryStorage(dp)` and a hosted subscription server such as AblySubscriptionServer':
      'trao `liveQueryStorage: new DataProviderLiveQueryStorage(dp)` và một máy chủ đăng ký thuê ngoài như AblySubscriptionServer',
    "give `transporter: 'redis://...'` or 'nats://...'": "trao `transporter: 'redis://...'` hoặc 'nats://...'",
    "give `cacher: 'redis://...'`": "trao `cacher: 'redis://...'`",
    'give `stores: [createKeyv(url)]` of @keyv/redis': 'trao `stores: [createKeyv(url)]` của @keyv/redis',
    'give `store: redisStore` of cache-manager-redis-yet': 'trao `store: redisStore` của cache-manager-redis-yet',
    'give `store: redisStore` of cache-manager-redis-store': 'trao `store: redisStore` của cache-manager-redis-store',
    'give `stores: [new Keyv({ store: new KeyvRedis(url) })]`':
      'trao `stores: [new Keyv({ store: new KeyvRedis(url) })]`',
    'call caching(redisStore, options) with cache-manager-redis-yet':
      'gọi caching(redisStore, options) với cache-manager-redis-yet',
    'give `store: redisStore` of cache-manager-ioredis': 'trao `store: redisStore` của cache-manager-ioredis',
    'keep the answers in a shared cache with an expiry (Redis SET with EX), or ask the source each time':
      'giữ các câu trả lời trong một bộ nhớ đệm chung có thời hạn (Redis SET với EX), hoặc hỏi nguồn mỗi lần',
    'give `cache` a store that all processes share, with an expiry, or ask the source each time':
      'đưa cho `cache` một kho mà mọi tiến trình dùng chung, có thời hạn, hoặc hỏi nguồn mỗi lần',
    'call new Keyv(new KeyvRedis(url)) of @keyv/redis': 'gọi new Keyv(new KeyvRedis(url)) của @keyv/redis',
    "call new Keyv('redis://...') with @keyv/redis installed": "gọi new Keyv('redis://...') khi đã cài @keyv/redis",
    'give `secondary: createKeyv(url)` of @keyv/redis, with `sync` for the first layer':
      'trao `secondary: createKeyv(url)` của @keyv/redis, với `sync` cho lớp thứ nhất',
    'add useL2Layer(redisDriver(...)) and useBus(redisBusDriver(...))':
      'thêm useL2Layer(redisDriver(...)) và useBus(redisBusDriver(...))',
    'give `driver: redisDriver({ url })` of unstorage/drivers/redis':
      'trao `driver: redisDriver({ url })` của unstorage/drivers/redis',
    'provision @hapi/catbox-redis in `server({ cache })` and name it in `cache`':
      'chuẩn bị @hapi/catbox-redis trong `server({ cache })` và nêu tên nó trong `cache`',
    'take @hapi/catbox-redis': 'dùng @hapi/catbox-redis',
    'call apicache.options({ redisClient }) and use the instance it gives':
      'gọi apicache.options({ redisClient }) và dùng instance mà nó trả về',
    'set `cacheStore: new IoRedisStore(redisClient)`, or cache at the proxy':
      'đặt `cacheStore: new IoRedisStore(redisClient)`, hoặc đệm ở proxy',
    'register with `cache: abstractCache({ client: redis })`': 'đăng ký với `cache: abstractCache({ client: redis })`',
    "mount `storage: { cache: { driver: 'redis' } }` in the Nitro configuration":
      "gắn `storage: { cache: { driver: 'redis' } }` trong cấu hình Nitro",
    'give `storage: buildStorage({ find, set, remove })` over Redis':
      'trao `storage: buildStorage({ find, set, remove })` trên Redis',
    'give `cache: new KeyvAdapter(new Keyv(new KeyvRedis(url)))`, or set `persistedQueries: false`':
      'trao `cache: new KeyvAdapter(new Keyv(new KeyvRedis(url)))`, hoặc đặt `persistedQueries: false`',
    "set `cache: 'bounded'`, or a KeyvAdapter over Redis": "đặt `cache: 'bounded'`, hoặc một KeyvAdapter trên Redis",
    'give `cache: createRedisCache({ redis })` of @envelop/response-cache-redis':
      'trao `cache: createRedisCache({ redis })` của @envelop/response-cache-redis',
    'give `store` with get and set over Redis': 'trao `store` có get và set trên Redis',
    'make loaders in the context function of each request': 'tạo loader trong hàm context của mỗi yêu cầu',
    'take RedisCache of @langchain/community': 'dùng RedisCache của @langchain/community',
    'call enforcer.setWatcher(await RedisWatcher.newWatcher(url))':
      'gọi enforcer.setWatcher(await RedisWatcher.newWatcher(url))',
    'give `cacheAdapter: new RedisCacheAdapter({ url })`': 'trao `cacheAdapter: new RedisCacheAdapter({ url })`',
    'give each entry of rateLimit a redisUrl': 'trao cho mỗi mục của rateLimit một redisUrl',
    'take BullMQ or pg-boss, or give `store` over Postgres':
      'dùng BullMQ hoặc pg-boss, hoặc trao `store` trên Postgres',
    'take BullMQ or pg-boss': 'dùng BullMQ hoặc pg-boss',
    'take BullMQ, with a limiter where it paces an outside service':
      'dùng BullMQ, với bộ giới hạn khi nó điều nhịp cho một dịch vụ bên ngoài',
    'connect to a MongoDB server by MONGO_URL': 'kết nối đến máy chủ MongoDB theo MONGO_URL',
    'connect to a Postgres server by DATABASE_URL': 'kết nối đến máy chủ Postgres theo DATABASE_URL',
    'take ioredis with REDIS_URL and fail at start where it is missing':
      'dùng ioredis với REDIS_URL và dừng ngay lúc khởi động nếu thiếu',
    'give a TaskStore over Redis or a database': 'trao một TaskStore trên Redis hoặc cơ sở dữ liệu',
    'take @feathersjs/knex or @feathersjs/mongodb': 'dùng @feathersjs/knex hoặc @feathersjs/mongodb',
    "give `database: drizzleAdapter(db, { provider: 'pg' })` or a Pool":
      "trao `database: drizzleAdapter(db, { provider: 'pg' })` hoặc một Pool",
    'take drizzleAdapter, prismaAdapter or a Pool': 'dùng drizzleAdapter, prismaAdapter hoặc một Pool',
    'take PostgresStore of @langchain/langgraph-checkpoint-postgres/store':
      'dùng PostgresStore của @langchain/langgraph-checkpoint-postgres/store',
    'take PGVectorStore, Qdrant or Chroma by address': 'dùng PGVectorStore, Qdrant hoặc Chroma theo địa chỉ',
    'take RedisByteStore or UpstashRedisStore': 'dùng RedisByteStore hoặc UpstashRedisStore',
    'take PGVectorStore or QdrantVectorStore': 'dùng PGVectorStore hoặc QdrantVectorStore',
    'set `maxCapturedFrames`, and store the capture where a later request asks for it':
      'đặt `maxCapturedFrames`, và lưu bản chụp ở nơi yêu cầu sau hỏi đến',
    'take a database server (Postgres, MySQL) or a hosted libSQL address':
      'dùng một máy chủ cơ sở dữ liệu (Postgres, MySQL) hoặc một địa chỉ libSQL thuê ngoài',
    'dump the database server into object storage': 'kết xuất máy chủ cơ sở dữ liệu vào kho đối tượng',
    'give `url: process.env.TURSO_DATABASE_URL` with a libsql: address':
      'trao `url: process.env.TURSO_DATABASE_URL` với địa chỉ libsql:',
    'open a libsql: address': 'mở một địa chỉ libsql:',
    'take drizzle-orm/node-postgres or drizzle-orm/libsql with a remote address':
      'dùng drizzle-orm/node-postgres hoặc drizzle-orm/libsql với địa chỉ từ xa',
    'give a libsql: address': 'trao một địa chỉ libsql:',
    'give `connection: { url }` a libsql: address': 'trao `connection: { url }` một địa chỉ libsql:',
    'take drizzle-orm/node-postgres': 'dùng drizzle-orm/node-postgres',
    "set `type: 'postgres'` (or mysql, mariadb, mssql)": "đặt `type: 'postgres'` (hoặc mysql, mariadb, mssql)",
    "set `dialect: 'postgres'` (or mysql, mariadb, mssql)": "đặt `dialect: 'postgres'` (hoặc mysql, mariadb, mssql)",
    'give a postgres: or mysql: address': 'trao một địa chỉ postgres: hoặc mysql:',
    "set `dialect: 'postgres'` in the options": "đặt `dialect: 'postgres'` trong các tùy chọn",
    "set `client: 'pg'` (or mysql2, mssql)": "đặt `client: 'pg'` (hoặc mysql2, mssql)",
    'give a postgres: address': 'trao một địa chỉ postgres:',
    'take @mikro-orm/postgresql or @mikro-orm/mysql': 'dùng @mikro-orm/postgresql hoặc @mikro-orm/mysql',
    'give PostgreSqlDriver of @mikro-orm/postgresql': 'trao PostgreSqlDriver của @mikro-orm/postgresql',
    "set `type: 'postgresql'`": "đặt `type: 'postgresql'`",
    'take PostgresDialect or MysqlDialect': 'dùng PostgresDialect hoặc MysqlDialect',
    'take @prisma/adapter-pg': 'dùng @prisma/adapter-pg',
    'take postgresAdapter of @payloadcms/db-postgres': 'dùng postgresAdapter của @payloadcms/db-postgres',
    "set `db.provider: 'postgresql'`": "đặt `db.provider: 'postgresql'`",
    'open a md: address of MotherDuck, or load into a warehouse':
      'mở một địa chỉ md: của MotherDuck, hoặc nạp vào một kho dữ liệu',
    'take PostgresStore of @mastra/pg': 'dùng PostgresStore của @mastra/pg',
    'take @keyv/redis or @keyv/postgres': 'dùng @keyv/redis hoặc @keyv/postgres',
    'take @cap-js/hana or @cap-js/postgres in the production profile':
      'dùng @cap-js/hana hoặc @cap-js/postgres trong hồ sơ vận hành',
    'take Redis or Postgres': 'dùng Redis hoặc Postgres',
    'take Redis': 'dùng Redis',
    'keep the rows in Postgres': 'giữ các dòng trong Postgres',
    'take MongoDB': 'dùng MongoDB',
    'take MongoDB or Postgres': 'dùng MongoDB hoặc Postgres',
    'environment variables for configuration, a database for what changes':
      'biến môi trường cho cấu hình, cơ sở dữ liệu cho thứ thay đổi',
    'open a CouchDB by its http address': 'mở một CouchDB theo địa chỉ http của nó',
    'publish from a queue in a service': 'phát từ một hàng đợi trong một dịch vụ',
    'give getRxStorageMongoDB of rxdb/plugins/storage-mongodb':
      'trao getRxStorageMongoDB của rxdb/plugins/storage-mongodb',
    'keep the rows in a database': 'giữ các dòng trong một cơ sở dữ liệu',
    'take Redis or MongoDB': 'dùng Redis hoặc MongoDB',
    'take @keyv/redis': 'dùng @keyv/redis',
    'give `dataProvider: createPostgresDataProvider()` of remult/postgres':
      'trao `dataProvider: createPostgresDataProvider()` của remult/postgres',
    'take pgvector or Qdrant': 'dùng pgvector hoặc Qdrant',
    'connect to a db:// or s3:// address': 'kết nối đến một địa chỉ db:// hoặc s3://',
    'take pgvector': 'dùng pgvector',
    'run one replica on a durable volume, or take a database server':
      'chạy một bản duy nhất trên một volume bền, hoặc dùng máy chủ cơ sở dữ liệu',
    'run one replica on a durable volume; the radio is bound to one machine anyway':
      'chạy một bản duy nhất trên một volume bền; dù sao thiết bị vô tuyến cũng gắn với một máy',
    'compile in the build stage and serve the result with express.static':
      'biên dịch ở giai đoạn dựng và phục vụ kết quả bằng express.static',
    'run vite build and vite build --ssr; import the built server entry':
      'chạy vite build và vite build --ssr; nạp điểm vào máy chủ đã dựng',
    'run vite build in the build stage': 'chạy vite build ở giai đoạn dựng',
    'run esbuild in the build stage': 'chạy esbuild ở giai đoạn dựng',
    'run rollup in the build stage': 'chạy rollup ở giai đoạn dựng',
    'run swc in the build stage': 'chạy swc ở giai đoạn dựng',
    'run babel in the build stage': 'chạy babel ở giai đoạn dựng',
    "leave `driver` out and set `type: 'postgres'` (or mysql, mariadb, mssql)":
      "bỏ `driver` và đặt `type: 'postgres'` (hoặc mysql, mariadb, mssql)",
    "set `config.client: 'pg'` (or mysql2, mssql)": "đặt `config.client: 'pg'` (hoặc mysql2, mssql)",
    'bundles the workflows of its workers at every start': 'đóng gói các workflow của worker mỗi lần khởi động',
    'bundle in the build stage and give each worker `workflowBundle`':
      'đóng gói ở giai đoạn dựng và trao cho mỗi worker một `workflowBundle`',
    'run tsc in the build stage': 'chạy tsc ở giai đoạn dựng',
    'run parcel build in the build stage': 'chạy parcel build ở giai đoạn dựng',
    'bundle in the build stage': 'đóng gói ở giai đoạn dựng',
    'run next build, then next({ dev: false })': 'chạy next build, rồi next({ dev: false })',
    "run nuxt build, then loadNuxt({ for: 'start' })": "chạy nuxt build, rồi loadNuxt({ for: 'start' })",
    'compile documents of the repository with the MDX plugin of the bundler':
      'biên dịch tài liệu của kho mã bằng plugin MDX của bộ đóng gói',
    'run the prod task in the build stage and set `hooks: { grunt: false }`':
      'chạy tác vụ prod ở giai đoạn dựng và đặt `hooks: { grunt: false }`',
    'run sass in the build stage': 'chạy sass ở giai đoạn dựng',
    'run lessc in the build stage': 'chạy lessc ở giai đoạn dựng',
    'run stylus in the build stage': 'chạy stylus ở giai đoạn dựng',
    'run sass in the build stage; use CSS variables for themes':
      'chạy sass ở giai đoạn dựng; dùng biến CSS cho các chủ đề',
    'run the postcss or tailwind command in the build stage': 'chạy lệnh postcss hoặc tailwind ở giai đoạn dựng',
    'minify in the build stage, compress at the proxy': 'rút gọn mã ở giai đoạn dựng, nén ở proxy',
    'compile with its command in the build stage and set `compile: false`':
      'biên dịch bằng lệnh của nó ở giai đoạn dựng và đặt `compile: false`',
    'render the bundles in the build stage and ship outputDir':
      'dựng các gói ở giai đoạn dựng và đóng gói outputDir đi kèm',
    'run it as a script in the build stage': 'chạy nó như một script ở giai đoạn dựng',
    'bundle with bundleWorkflowCode in the build stage and give `workflowBundle: { codePath }`':
      'đóng gói bằng bundleWorkflowCode ở giai đoạn dựng và trao `workflowBundle: { codePath }`',
    'bundle in the build stage and give `worker.workflowBundle`':
      'đóng gói ở giai đoạn dựng và trao `worker.workflowBundle`',
    'run babel src -d dist in the build stage': 'chạy babel src -d dist ở giai đoạn dựng',
    'run tsc in the build stage and start node dist': 'chạy tsc ở giai đoạn dựng và khởi động node dist',
    'run tsc or esbuild in the build stage and start node dist':
      'chạy tsc hoặc esbuild ở giai đoạn dựng và khởi động node dist',
    'run sucrase in the build stage': 'chạy sucrase ở giai đoạn dựng',
    'compile in the build stage and import the result': 'biên dịch ở giai đoạn dựng và nạp kết quả',
    'run coffee -c in the build stage': 'chạy coffee -c ở giai đoạn dựng',
    "let clients and server use `transports: ['websocket']` alone, and drop it":
      "để máy khách và máy chủ chỉ dùng `transports: ['websocket']`, và bỏ nó đi",
    'keep what a client needs in Redis, and drop it': 'giữ thứ máy khách cần trong Redis, và bỏ nó đi',
    "let clients and server use `transports: ['websocket']` alone, and take plain pm2":
      "để máy khách và máy chủ chỉ dùng `transports: ['websocket']`, và dùng pm2 thường",
    'leave `stickinessCookieDuration` out and keep state in a service':
      'bỏ `stickinessCookieDuration` và giữ trạng thái trong một dịch vụ',
    'remove the call and keep state in a service': 'bỏ lời gọi này và giữ trạng thái trong một dịch vụ',
    'remove `stickiness` and keep state in a service': 'bỏ `stickiness` và giữ trạng thái trong một dịch vụ',
    'remove the resource and keep state in a service': 'bỏ tài nguyên này và giữ trạng thái trong một dịch vụ',
    'leave `sessionAffinity` out and keep state in a service':
      'bỏ `sessionAffinity` và giữ trạng thái trong một dịch vụ',
    'set `clientAffinityEnabled: false`': 'đặt `clientAffinityEnabled: false`',
    'let cluster.fork hand connections out in turn and keep state in a service':
      'để cluster.fork chia kết nối lần lượt và giữ trạng thái trong một dịch vụ',
    'pass a `taskStore` of your own over a database or Redis':
      'trao một `taskStore` tự viết trên cơ sở dữ liệu hoặc Redis',
    'leave `eventStore` out, or give one over Redis streams': 'bỏ `eventStore`, hoặc trao một kho trên luồng Redis',
  },
  holders: {
    'module-binding': 'một biến của module',
    'static-field': 'một trường tĩnh của lớp',
    field: 'một trường của đối tượng',
    'closure-variable': 'một biến của hàm còn sống tiếp',
    property: 'một thuộc tính của đối tượng',
    global: 'đối tượng toàn cục',
    component: 'một thành phần của thư viện',
    'library-component': 'một thành phần của thư viện',
    file: 'một tệp',
    timer: 'một bộ hẹn giờ',
    manifest: 'một tệp khai báo',
    comment: 'một chú thích',
    policy: 'thiết lập của cổng kiểm soát',
  },
  roles: {
    report: 'báo cáo',
    previous: 'báo cáo trước',
    history: 'báo cáo cũ hơn',
    policy: 'chính sách',
  },
  mapKinds: {
    process: 'tiến trình',
    state: 'trạng thái của một tiến trình',
    component: 'thành phần',
    service: 'dịch vụ hỗ trợ',
  },
  page: {
    skipLink: 'Chuyển đến báo cáo',
    contents: 'Mục lục',
    filter: 'Tìm phát hiện',
    search: 'Tìm kiếm',
    searchHint: 'Tên, tệp, quy tắc hoặc từ bất kỳ',
    everyClause: 'Mọi điều khoản',
    everyStanding: 'Mọi cách tính',
    everySeverity: 'Mọi mức nghiêm trọng',
    everyService: 'Mọi dịch vụ',
    shown: 'Đang hiện {shown} trên {total} phát hiện',
    noneShown: 'Không có phát hiện nào khớp. Hãy đổi hoặc xóa bộ lọc.',
    clear: 'Xóa bộ lọc',
    openAll: 'Mở tất cả',
    closeAll: 'Đóng tất cả',
    step: 'Bước {number} trên {total}',
    nextStep: 'Bước tiếp theo',
    firstStep: 'Về bước đầu tiên',
    meaning: 'Ý nghĩa của các từ',
    byClause: 'Phát hiện theo điều khoản',
    byClauseDesc:
      'Mỗi điều khoản một thanh, chia theo cách tính của các phát hiện. Phát hiện vi phạm hai điều khoản có mặt ở cả hai.',
    trendDesc: 'Số phát hiện trong từng báo cáo đã lưu, cũ nhất trước, theo cách tính. Mỗi đường có dấu riêng.',
    mapDesc:
      'Bên trái là tiến trình, ở giữa là những gì chúng giữ hoặc dùng, bên phải là dịch vụ hỗ trợ. Trạng thái vi phạm điều khoản có viền đậm và dấu chéo.',
    mapMore: '{count} mục nữa không được vẽ; các bảng có đầy đủ',
    mapEmpty: 'Không có gì để vẽ: không tìm thấy trạng thái lẫn dịch vụ hỗ trợ.',
    asTable: 'Xem dưới dạng bảng',
    noFindings: 'Không có phát hiện nào.',
    noExceptions: 'Không có ngoại lệ nào.',
    noBacked: 'Không tìm thấy.',
    allLooked: 'Mọi thứ mà các quy tắc nói đến đều đã được xem xét.',
    toolSays: 'Công cụ cho biết',
    otherFindings: 'Về chú thích gửi công cụ và thiết lập của nó',
    noProcesses: 'Không rõ thứ gì được khởi chạy.',
    unchanged: 'Không điều khoản nào đổi trạng thái.',
  },
};
