/* Objects as Excel hands them to a macro, as far as xlwings asks of them when it converts a range.

   Python knows them by the type information they give: it has the interface id that Excel's has, and
   is made here, in memory. A member is a property that can be read. */

#define COBJMACROS
#include "excelobjects.h"

enum { MOST = 6 };

typedef struct {
    OLECHAR *name;
    unsigned id; /* Excel's interface ids differ in their first number only */
    OLECHAR *members[MOST];
    UINT count;
    ITypeInfo *info;
} Kind;

typedef struct {
    IDispatch face;
    LONG references;
    Kind *kind;
    VARIANT values[MOST];
} Object;

static HRESULT WINAPI query(IDispatch *this, REFIID id, void **found) {
    int known = IsEqualGUID(id, &IID_IUnknown) || IsEqualGUID(id, &IID_IDispatch);
    *found = known ? this : NULL;
    if (known) IDispatch_AddRef(this);
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI add_reference(IDispatch *this) {
    return (ULONG)InterlockedIncrement(&((Object *)this)->references);
}

static ULONG WINAPI release(IDispatch *this) {
    Object *object = (Object *)this;
    LONG left = InterlockedDecrement(&object->references);
    if (!left) {
        for (UINT each = 0; each < object->kind->count; each++) VariantClear(&object->values[each]);
        CoTaskMemFree(object);
    }
    return (ULONG)left;
}

static HRESULT WINAPI count_information(IDispatch *this, UINT *count) {
    (void)this;
    *count = 1;
    return S_OK;
}

static HRESULT WINAPI information(IDispatch *this, UINT which, LCID language, ITypeInfo **found) {
    (void)which, (void)language;
    *found = ((Object *)this)->kind->info;
    ITypeInfo_AddRef(*found);
    return S_OK;
}

static HRESULT WINAPI numbers_of(
    IDispatch *this, REFIID id, LPOLESTR *names, UINT count, LCID language, DISPID *numbers) {
    (void)id, (void)language;
    return ITypeInfo_GetIDsOfNames(((Object *)this)->kind->info, names, count, numbers);
}

static HRESULT WINAPI invoke(
    IDispatch *this, DISPID member, REFIID id, LCID language, WORD how, DISPPARAMS *arguments,
    VARIANT *result, EXCEPINFO *said, UINT *wrong) {
    (void)id, (void)language, (void)arguments, (void)said, (void)wrong;
    Object *object = (Object *)this;
    if (member < 1 || member > (DISPID)object->kind->count || !(how & DISPATCH_PROPERTYGET))
        return DISP_E_MEMBERNOTFOUND;
    VariantInit(result);
    return VariantCopy(result, &object->values[member - 1]);
}

static IDispatchVtbl methods = {
    query, add_reference, release, count_information, information, numbers_of, invoke,
};

static ITypeInfo *described(Kind *kind) {
    GUID id = {kind->id, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
    ICreateTypeLib2 *library;
    ICreateTypeInfo *made;
    ITypeInfo *info;
    CreateTypeLib2(SYS_WIN64, L"excel.tlb", &library);
    ICreateTypeLib2_CreateTypeInfo(library, kind->name, TKIND_DISPATCH, &made);
    ICreateTypeInfo_SetGuid(made, &id);
    ICreateTypeInfo_SetTypeFlags(made, TYPEFLAG_FDISPATCHABLE);
    for (UINT each = 0; each < kind->count; each++) {
        FUNCDESC property = {0};
        property.memid = (MEMBERID)each + 1;
        property.funckind = FUNC_DISPATCH;
        property.invkind = INVOKE_PROPERTYGET;
        property.callconv = CC_STDCALL;
        property.elemdescFunc.tdesc.vt = VT_VARIANT;
        ICreateTypeInfo_AddFuncDesc(made, each, &property);
        ICreateTypeInfo_SetFuncAndParamNames(made, each, &kind->members[each], 1);
    }
    ICreateTypeInfo_LayOut(made);
    ICreateTypeInfo_QueryInterface(made, &IID_ITypeInfo, (void **)&info);
    return info;
}

/* An object that owns the values of its members. */
static VARIANT object(Kind *kind, const VARIANT *values) {
    Object *made = CoTaskMemAlloc(sizeof *made);
    VARIANT result = {0};
    if (!kind->info) kind->info = described(kind);
    made->face.lpVtbl = &methods;
    made->references = 1;
    made->kind = kind;
    memcpy(made->values, values, kind->count * sizeof *values);
    result.vt = VT_DISPATCH;
    result.pdispVal = &made->face;
    return result;
}

static VARIANT number(LONG value) {
    VARIANT result = {0};
    result.vt = VT_I4;
    result.lVal = value;
    return result;
}

/* Rows or columns, of which xlwings wants the number. */
static VARIANT range_of(ULONG cells) {
    static Kind kind = {L"Range", 0x20846, {L"Count"}, 1, NULL};
    return object(&kind, (VARIANT[]){number((LONG)cells)});
}

/* Kept, so that its references can be counted when all others have let it go. */
static VARIANT last;

VARIANT excel_workbook(void) {
    static Kind application = {L"_Application", 0x208d5, {L"Hwnd"}, 1, NULL};
    static Kind kind = {L"_Workbook", 0x208da, {L"Application", L"FullName"}, 2, NULL};
    VARIANT window = number((LONG)(LONG_PTR)GetDesktopWindow()), name = {0}, made;
    name.vt = VT_BSTR;
    name.bstrVal = SysAllocString(L"C:\\estimat.xlsm");
    made = object(&kind, (VARIANT[]){object(&application, &window), name});
    VariantCopy(&last, &made);
    return made;
}

LONG excel_workbook_references(void) {
    return last.vt == VT_DISPATCH ? ((Object *)last.pdispVal)->references - 1 : 0;
}

VARIANT excel_range(VARIANT value) {
    static Kind sheet = {L"_Worksheet", 0x208d8, {L"Parent"}, 1, NULL};
    static Kind kind = {
        L"Range", 0x20846, {L"Value", L"Worksheet", L"Row", L"Column", L"Rows", L"Columns"}, 6, NULL,
    };
    int block = value.vt & VT_ARRAY;
    return object(&kind, (VARIANT[]){
        value, object(&sheet, (VARIANT[]){excel_workbook()}), number(1), number(1),
        range_of(block ? value.parray->rgsabound[1].cElements : 1),
        range_of(block ? value.parray->rgsabound[0].cElements : 1),
    });
}
