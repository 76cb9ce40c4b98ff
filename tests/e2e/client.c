/* Excel's place in the tests: makes the calls that VBA makes, through xlwings' DLL, to our server.

   client.exe DLL COMMAND reads requests from stdin and answers each with a line on stdout that
   begins with @, for the server says things there too:

     activate                      start the server and get its object; from the second time with
                                   a number after the command, which to the DLL is another server
     call METHOD N VALUE...        call a method of the object
     time TIMES METHOD N VALUE...  the same so many times; answers with the seconds it took
     left                          how many references others hold to the last workbook (W)

   Values: n (empty), d<bits> (double), i<number> (long), b0 b1, e<code> (error value), s<UTF-16>
   (text), o<number> (an object that came as a result), R followed by what its Value gives (a range
   as an object), W (a workbook as an object), [<rows>x<columns> followed by its cells (a
   range's Value2, from 1), (<length> followed by its values (an Array(), from 0). Bits and text in
   hexadecimal. What fails gives !<HRESULT> and what Python said. At the end of the requests the
   server is ended. */

#define COBJMACROS
#include "excelobjects.h"
#include <fcntl.h>
#include <io.h>
#include <stdio.h>
#include <stdlib.h>

typedef long(__stdcall *Activate)(VARIANT *, const char *, long);

static VARIANT server;
static IDispatch *objects[64];
static int known;

static const char *word(void) {
    static char *text;
    static size_t room;
    size_t length = 0;
    int c;
    while ((c = getchar()) == ' ' || c == '\n') {}
    for (; c != EOF && c != ' ' && c != '\n'; c = getchar()) {
        if (length + 1 >= room) text = realloc(text, room = room ? 2 * room : 64);
        text[length++] = (char)c;
    }
    if (!length) return NULL;
    text[length] = 0;
    return text;
}

static int number(void) { return atoi(word()); }

static BSTR from_hex(const char *hex) {
    UINT units = (UINT)(strlen(hex) / 4);
    BSTR text = SysAllocStringLen(NULL, units);
    for (UINT unit = 0; unit < units; unit++) {
        unsigned low, high;
        sscanf(hex + 4 * unit, "%2x%2x", &low, &high);
        text[unit] = (OLECHAR)(low | high << 8);
    }
    return text;
}

static void read_value(VARIANT *value);

static SAFEARRAY *read_array(UINT dimensions, SAFEARRAYBOUND *bounds) {
    SAFEARRAY *array = SafeArrayCreate(VT_VARIANT, dimensions, bounds);
    LONG columns = dimensions > 1 ? (LONG)bounds[1].cElements : 1;
    LONG count = (LONG)bounds[0].cElements * columns;
    for (LONG cell = 0; cell < count; cell++) {
        LONG at[] = {cell / columns + bounds[0].lLbound, cell % columns + 1};
        VARIANT value;
        read_value(&value);
        SafeArrayPutElement(array, at, &value);
        VariantClear(&value);
    }
    return array;
}

static void read_value(VARIANT *value) {
    const char *text = word();
    char type = *text++;
    SAFEARRAYBOUND bounds[2] = {{0, 0}, {0, 1}};
    VariantInit(value);
    switch (type) {
    case 'd': value->vt = VT_R8; value->ullVal = strtoull(text, NULL, 16); break;
    case 'i': value->vt = VT_I4; value->lVal = atol(text); break;
    case 'b': value->vt = VT_BOOL; value->boolVal = *text == '1' ? VARIANT_TRUE : VARIANT_FALSE; break;
    case 'e': value->vt = VT_ERROR; value->scode = atol(text); break;
    case 's': value->vt = VT_BSTR; value->bstrVal = from_hex(text); break;
    case 'o':
        value->vt = VT_DISPATCH;
        value->pdispVal = objects[atoi(text)];
        IDispatch_AddRef(value->pdispVal);
        break;
    case '(':
        bounds[0].cElements = (ULONG)atol(text);
        value->vt = VT_ARRAY | VT_VARIANT;
        value->parray = read_array(1, bounds);
        break;
    case 'R': {
        VARIANT cells;
        read_value(&cells);
        *value = excel_range(cells);
        break;
    }
    case 'W': *value = excel_workbook(); break;
    case '[':
        sscanf(text, "%lux%lu", &bounds[0].cElements, &bounds[1].cElements);
        bounds[0].lLbound = 1;
        value->vt = VT_ARRAY | VT_VARIANT;
        value->parray = read_array(2, bounds);
        break;
    }
}

static void write_value(const VARIANT *value);

static void write_text(BSTR text) {
    putchar('s');
    for (UINT unit = 0; unit < SysStringLen(text); unit++)
        printf("%02x%02x", text[unit] & 255, text[unit] >> 8);
}

static void write_array(SAFEARRAY *array) {
    UINT dimensions = SafeArrayGetDim(array);
    VARTYPE type;
    SafeArrayGetVartype(array, &type);
    LONG first[2] = {0, 0}, last[2] = {0, 0};
    for (UINT each = 0; each < dimensions; each++) {
        SafeArrayGetLBound(array, each + 1, &first[each]);
        SafeArrayGetUBound(array, each + 1, &last[each]);
    }
    if (dimensions == 1) printf("(%ld", last[0] - first[0] + 1);
    else printf("[%ldx%ld", last[0] - first[0] + 1, last[1] - first[1] + 1);
    for (LONG row = first[0]; row <= last[0]; row++)
        for (LONG column = first[1]; column <= last[1]; column++) {
            LONG at[] = {row, column};
            VARIANT value = {0};
            value.vt = type;
            SafeArrayGetElement(array, at, type == VT_R8 ? (void *)&value.dblVal : &value);
            putchar(' ');
            write_value(&value);
            VariantClear(&value);
        }
}

static void write_value(const VARIANT *value) {
    switch (value->vt) {
    case VT_EMPTY: case VT_NULL: putchar('n'); break;
    case VT_R8: printf("d%016llx", value->ullVal); break;
    case VT_I4: printf("i%ld", value->lVal); break;
    case VT_BOOL: printf("b%d", value->boolVal != 0); break;
    case VT_ERROR: printf("e%ld", value->scode); break;
    case VT_BSTR: write_text(value->bstrVal); break;
    case VT_DISPATCH:
        objects[known] = value->pdispVal;
        IDispatch_AddRef(value->pdispVal);
        printf("o%d", known++);
        break;
    case VT_ARRAY | VT_R8: case VT_ARRAY | VT_VARIANT: write_array(value->parray); break;
    default: printf("?%d", value->vt);
    }
}

/* Looks the name up each time, as VBA does with an object it knows nothing of. */
static HRESULT invoke(OLECHAR *method, DISPPARAMS *arguments, VARIANT *result, EXCEPINFO *said) {
    DISPID id;
    VariantInit(result);
    if (server.vt != VT_DISPATCH) return E_POINTER;
    HRESULT failed = IDispatch_GetIDsOfNames(
        server.pdispVal, &IID_NULL, &method, 1, LOCALE_USER_DEFAULT, &id);
    if (failed) return failed;
    return IDispatch_Invoke(server.pdispVal, id, &IID_NULL, LOCALE_USER_DEFAULT, DISPATCH_METHOD,
                            arguments, result, said, NULL);
}

static void call(int times) {
    OLECHAR method[64];
    MultiByteToWideChar(CP_ACP, 0, word(), -1, method, 64);
    UINT count = (UINT)number();
    VARIANT values[8], result;
    EXCEPINFO said = {0};
    for (UINT each = 0; each < count; each++) read_value(&values[count - 1 - each]);
    DISPPARAMS arguments = {values, NULL, count, 0};
    LARGE_INTEGER start, end, frequency;
    QueryPerformanceFrequency(&frequency);
    QueryPerformanceCounter(&start);
    HRESULT failed = invoke(method, &arguments, &result, &said);
    for (int again = 1; again < times && !failed; again++) {
        VariantClear(&result);
        failed = invoke(method, &arguments, &result, &said);
    }
    QueryPerformanceCounter(&end);
    if (times && !failed) {
        VariantClear(&result);
        result.vt = VT_R8;
        result.dblVal = (double)(end.QuadPart - start.QuadPart) / (double)frequency.QuadPart;
    }
    fputs("\n@", stdout);
    if (failed) {
        printf("!%08lx ", (unsigned long)failed);
        write_text(said.bstrDescription);
    } else {
        write_value(&result);
    }
    SysFreeString(said.bstrSource);
    SysFreeString(said.bstrDescription);
    SysFreeString(said.bstrHelpFile);
    VariantClear(&result);
    for (UINT each = 0; each < count; each++) VariantClear(&values[each]);
}

/* A string as VBA hands it to a Declare: in the ANSI code page. */
static const char *ansi(const char *text) {
    return (const char *)SysAllocStringByteLen(text, (UINT)strlen(text));
}

int main(int argc, char **argv) {
    if (argc != 3) return 2;
    _setmode(_fileno(stdin), _O_BINARY);
    _setmode(_fileno(stdout), _O_BINARY);
    CoInitialize(NULL);
    HMODULE library = LoadLibraryExA(
        argv[1], NULL, LOAD_LIBRARY_SEARCH_DLL_LOAD_DIR | LOAD_LIBRARY_SEARCH_SYSTEM32);
    Activate activate = (Activate)(void *)GetProcAddress(library, "XLPyDLLActivateAuto");
    if (!activate) return 3;
    VariantInit(&server);
    const VARIANT nothing = {0};
    const char *command = ansi(argv[2]);
    int started = 0;
    for (const char *request; (request = word());) {
        if (*request == 'a') {
            VariantClear(&server);
            if (started++) {
                char numbered[1024];
                activate(&server, command, -1);
                snprintf(numbered, sizeof numbered, "%s %d", argv[2], started);
                command = ansi(numbered);
            }
            long failed = activate(&server, command, 1);
            fputs("\n@", stdout);
            if (failed) printf("!%08lx ", failed);
            write_value(server.vt == VT_BSTR ? &server : &nothing);
        } else if (*request == 'c') {
            call(0);
        } else if (*request == 'l') {
            printf("\n@i%ld", excel_workbook_references());
        } else {
            call(number());
        }
        putchar('\n');
        fflush(stdout);
    }
    VariantClear(&server);
    activate(&server, command, -1);
    return 0;
}
