#include "roster/surname.h"

#include "base/text.h"
#include <stdbool.h>
#include <string.h>

static const char surnames[] =
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
    "郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟"
    "平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危"
    "江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左"
    "石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班"
    "仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔"
    "阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍郤璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连"
    "茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷"
    "訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖代付闫佟仝揭由覃苟辜青佘佴伯赏"
    "墨哈谯笪年爱阳邸撒帅迟岳亓洛冼税粟但库侍衣原占战展宝智朴谌邝修涂敬冶区";

static const char *const compound_surnames[] = {"欧阳", "司马", "上官", "诸葛", "夏侯", "东方",
    "皇甫", "尉迟", "公孙", "慕容", "长孙", "宇文", "司徒", "令狐", "端木", "呼延", "南宫", "独孤"};

/* Words that stand in lists of workers and are no names. */
static const char *const never[] = {"白班", "夜班", "中班", "早班", "晚班", "长白班", "全天",
    "临时工", "分拣", "装卸", "打包", "扫码", "已满", "年满", "周岁", "本人", "朋友", "老乡",
    "夫妻", "情侣", "一起", "同行", "自驾", "班车", "包车", "大巴", "上车点", "接龙", "名单",
    "报名", "确认", "收到", "好的", "可以", "谢谢", "待定", "安排", "明天", "今天", "后天", "上午",
    "下午", "晚上", "司机", "领队", "组长", "班长", "男生", "女生", "先生", "女士", "师傅", "新人",
    "老员工", "新员工", "熟手", "生手"};

/* What such words end with. */
static const char *const endings[] = {"班", "组", "族", "岁", "队", "市", "县", "公司", "劳务",
    "人力", "主管", "经理", "介绍", "推荐", "名单", "集合", "出发", "宿舍", "园区", "省", "车间"};

int is_han_character(uint32_t c)
{
    return c == 0x3007 || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0xE000 && c <= 0xF8FF) || c >= 0x20000;
}

static bool is_among(const char *text, size_t len, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(words[i]) == len && !memcmp(words[i], text, len))
            return true;
    return false;
}

static bool ends_like_no_name(const char *text, size_t len)
{
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t ending = strlen(endings[i]);
        if (len > ending && !memcmp(text + len - ending, endings[i], ending))
            return true;
    }
    return false;
}

static bool starts_with_surname(const char *text, size_t len, size_t characters)
{
    for (size_t i = 0; i < sizeof compound_surnames / sizeof *compound_surnames; i++) {
        size_t surname = strlen(compound_surnames[i]);
        if (len > surname && !memcmp(text, compound_surnames[i], surname))
            return characters <= 5;
    }
    const char *next = text;
    text_next(&next, text + len);
    return characters <= 4 && memmem(surnames, sizeof surnames - 1, text, (size_t)(next - text));
}

enum name_likeness name_likeness(const char *text, size_t len)
{
    enum { POSSIBLE_MAX = 10 }; // characters without a dot
    size_t characters = 0, others = 0;
    for (const char *at = text, *end = text + len; at < end; characters++)
        others += !is_han_character(text_next(&at, end));
    if (characters < 2)
        return NAME_NEVER;
    if (others)
        return NAME_LIKELY;
    if (characters > POSSIBLE_MAX || is_among(text, len, never, sizeof never / sizeof *never) ||
        ends_like_no_name(text, len))
        return NAME_NEVER;
    return starts_with_surname(text, len, characters) ? NAME_LIKELY : NAME_POSSIBLE;
}
