/* python.exe of the rehearsal: hands everything to the interpreter in python3XX.dll. Never shipped. */
#include <wchar.h>

__declspec(dllimport) int Py_Main(int argc, wchar_t **argv);

int wmain(int argc, wchar_t **argv)
{
    return Py_Main(argc, argv);
}
